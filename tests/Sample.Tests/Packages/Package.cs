using System.IO.Compression;
using System.Xml.Linq;

namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>What stands in a package's file.</summary>
internal sealed class Package
{
    private readonly XElement _metadata;

    public Package(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        Files = [.. archive.Entries.Select(entry => entry.FullName)];
        using Stream? nuspec = archive.Entries.SingleOrDefault(
            entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal))?.Open();
        _metadata = XDocument.Load(nuspec!).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    /// <summary>The names of its files, with slashes.</summary>
    public string[] Files { get; }

    /// <summary>What it brings, by the name, with the versions that will do, as the registry writes them.</summary>
    public Dictionary<string, string> Dependencies
        => _metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    /// <summary>What it says of itself, by the name of the field.</summary>
    public string this[string name] => _metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
