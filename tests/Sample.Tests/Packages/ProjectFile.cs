using System.Xml.Linq;

namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>What a project of src/ refers to.</summary>
internal sealed class ProjectFile
{
    private static readonly Dictionary<string, string> Versions = XDocument.Load(RepositoryFiles.Path("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(element => element.Attribute("Include")!.Value, element => element.Attribute("Version")!.Value);

    private readonly XDocument _document;

    /// <param name="folder">The project's folder.</param>
    public ProjectFile(string folder)
        => _document = XDocument.Load(Assert.Single(Directory.GetFiles(RepositoryFiles.Path("src", folder), "*.csproj")));

    /// <summary>The packages, with the versions that Directory.Packages.props has for them.</summary>
    public Dictionary<string, string> Packages
        => References("PackageReference").ToDictionary(name => name, name => Versions[name]);

    /// <summary>The other projects, by the names of their packages.</summary>
    public IEnumerable<string> Projects => References("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path));

    private IEnumerable<string> References(string kind)
        => _document.Descendants(kind).Select(element => element.Attribute("Include")!.Value);
}
