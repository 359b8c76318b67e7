using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlNetShallow.Docs.Tests.Reference;

/// <summary>The summaries of the XML documentation that stands beside the assemblies, as one line of Markdown each.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, string> _summaries = Directory
        .GetFiles(AppContext.BaseDirectory, "MlNetShallow.*.xml")
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .Where(member => member.Element("summary") is not null)
        .Select(member => (Name: member.Attribute("name")!.Value, Summary: Cell(Text(member.Element("summary")!))))
        // A source that is compiled into several assemblies says the same beside each; two that differ are an error.
        .Distinct()
        .ToDictionary(member => member.Name, member => member.Summary);

    public string Of(MemberInfo member)
    {
        string name = $"{Name(member.DeclaringType!)}.{member.Name}";
        return member switch
        {
            FieldInfo => Of($"F:{name}"),
            PropertyInfo => Of($"P:{name}"),
            _ => Of(_summaries.Keys.Single(key => key == $"M:{name}" || key.StartsWith($"M:{name}(", StringComparison.Ordinal))),
        };
    }

    public string Of(Type type) => Of($"T:{Name(type)}");

    /// <summary>Text as it may stand in a table.</summary>
    public static string Cell(string text) => Spaces().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);

    private string Of(string name)
        => _summaries.TryGetValue(name, out string? summary)
            ? summary
            : throw new InvalidOperationException($"There is no XML documentation of {name}.");

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } reference => $"`{ShortName(reference.Value)}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("langword")?.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => Text(other),
        _ => "",
    }));

    // The member alone, without parameters; a type of .NET's by its keyword where it has one.
    private static string ShortName(string reference) => reference switch
    {
        "T:System.Single" => "float",
        "T:System.Byte" => "byte",
        _ => Generic().Replace(reference.Split('(')[0].Split(['.', ':'])[^1], "<T>"),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Generic();
}
