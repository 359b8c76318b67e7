using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>A report as one HTML file that needs nothing else.</summary>
internal static partial class ReportPage
{
    // The default encoder writes <, > and & as escapes, so that no text can end the script element it stands in.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new FiniteNumber() },
    };

    public static void Write(Stream stream, ReportContent content)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        // In one pass: what is put in is not looked at again.
        writer.Write(Placeholder().Replace(Resource("page.html"), match => match.Groups[1].Value switch
        {
            "title" => WebUtility.HtmlEncode(content.Title),
            "style" => Resource("uPlot/uPlot.min.css") + Resource("page.css"),
            "licence" => Resource("uPlot/LICENSE"),
            "library" => Resource("uPlot/uPlot.iife.min.js"),
            "script" => Resource("charts.js") + Resource("threshold.js") + Resource("page.js"),
            "data" => JsonSerializer.Serialize(content, Json),
            string name => throw new InvalidOperationException($"The page has no part '{name}'."),
        }));
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"Report/{name}")
            ?? throw new InvalidOperationException($"There is no resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();

    /// <summary>JSON has no number for what is not finite, such as the mean of nothing.</summary>
    private sealed class FiniteNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
