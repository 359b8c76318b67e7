namespace Microsoft.ML.Data;

/// <summary>The primitive types that an option can name.</summary>
public enum DataKind : byte
{
    Byte = 2,
    Single = 9,
    Double = 10,
}
