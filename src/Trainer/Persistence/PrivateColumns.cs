namespace MlNetShallow.Persistence;

/// <summary>Columns that exist only between stages. Those of a saved model have names that are part of the format.</summary>
internal static class PrivateColumns
{
    public const string Features = Prefix + "Features";
    public const string PayloadKey = Prefix + "PayloadKey";
    public const string Payload = Prefix + "Payload";
    public const string Offset = Prefix + "Offset";
    public const string OffsetItem = Prefix + "OffsetItem";
    public const string Class = Prefix + "Class";
    public const string Scores = Prefix + "Scores";
    public const string AllScores = Prefix + "AllScores";
    public const string BlockStart = Prefix + "BlockStart";
    public const string Score = Prefix + "Score";
    public const string FeatureItem = Prefix + "FeatureItem";
    public const string FeatureCheck = Prefix + "FeatureCheck";

    // Of models that explain themselves, which are not saved.
    public const string Contributions = Prefix + "Contributions";
    public const string BaselineScore = Prefix + "BaselineScore";

    private const string Prefix = "__MlNetShallow.";
}
