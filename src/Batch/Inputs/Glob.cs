using System.Text.RegularExpressions;

namespace MlNetShallow.Batch.Inputs;

/// <summary>A pattern for files: <c>*</c> and <c>?</c> stand for characters of a name, <c>**/</c> for any folders. Without a
/// slash it is for the file's name, in whatever folder; with one, for the path below the input folder.</summary>
internal sealed class Glob
{
    private readonly Regex _regex;

    public Glob(string pattern)
    {
        string expression = Regex.Escape(pattern)
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        string anyFolder = pattern.Contains('/', StringComparison.Ordinal) ? "" : "(.*/)?";
        _regex = new Regex($@"\A{anyFolder}{expression}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    /// <param name="path">The path below the input folder, with slashes.</param>
    public bool Matches(string path) => _regex.IsMatch(path);
}
