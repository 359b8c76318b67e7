namespace MlNetShallow.Persistence;

/// <summary>Columns that exist only between the stages of a saved model. Their names are part of the format.</summary>
internal static class PrivateColumns
{
    public const string Features = "__MlNetShallow.Features";
    public const string PayloadKey = "__MlNetShallow.PayloadKey";
    public const string Payload = "__MlNetShallow.Payload";
}
