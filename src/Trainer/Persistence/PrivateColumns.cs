namespace MlNetShallow.Persistence;

/// <summary>Columns that exist only between the stages of a saved model. Their names are part of the format.</summary>
internal static class PrivateColumns
{
    public const string Features = Prefix + "Features";
    public const string PayloadKey = Prefix + "PayloadKey";
    public const string Payload = Prefix + "Payload";
    public const string Class = Prefix + "Class";
    public const string Scores = Prefix + "Scores";
    public const string BlockStart = Prefix + "BlockStart";
    public const string Score = Prefix + "Score";

    private const string Prefix = "__MlNetShallow.";
}
