using System.Buffers;

namespace MlNetShallow.Sample.Batch.Outputs;

/// <summary>A field of a CSV file, as RFC 4180 has it.</summary>
internal static class CsvField
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Puts a field in quotes where it needs them.</summary>
    public static string Quote(string text) => text.AsSpan().ContainsAny(Special)
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
