using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlNetShallow.Tests.Shared;

/// <summary>A report's page as its script reads it.</summary>
internal static class WrittenReport
{
    public static JsonElement Read(string page)
    {
        Match match = Regex.Match(
            File.ReadAllText(page), """<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline);
        return JsonDocument.Parse(match.Groups[1].Value).RootElement;
    }
}
