using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace MlNetShallow.Sample.Tests;

/// <summary>Who knows whom: the diagram of docs/architecture.md, as the built assemblies and the project files have it.</summary>
public class ArchitectureTests
{
    private const int MostLinesOfTheCommandLine = 3000;

    // Each project of src, and those that it may know, which may be fewer.
    private static readonly Dictionary<string, string[]> Knows = new()
    {
        ["Network"] = [],
        ["Transforms"] = [],
        ["Onnx"] = ["Network"],
        ["Trainer"] = ["Network", "Onnx"],
        ["OnnxPipelines"] = ["Network", "Onnx", "Trainer"],
        ["Data"] = ["Network", "Trainer", "Transforms"],
        ["Batch"] = ["Data", "Network", "Trainer", "Transforms"],
        ["Evaluation"] = ["Data", "Network", "Trainer", "Transforms"],
        ["Package"] = ["Network", "Onnx", "Trainer", "Transforms"],
        ["Sample"] = ["Batch", "Data", "Evaluation", "Network", "Onnx", "Trainer", "Transforms"],
    };

    public static TheoryData<string> Projects => [.. Knows.Keys];

    // Those whose assemblies are beside the command line's.
    public static TheoryData<string> Libraries => [.. Knows.Keys.Except(["OnnxPipelines", "Package", "Sample"])];

    [Fact]
    public void EveryProjectHasItsPlace()
        => Assert.Equal(
            Directory.GetFiles(RepositoryFiles.Path("src"), "*.csproj", SearchOption.AllDirectories)
                .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal),
            Knows.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void AProjectFileNamesThoseThatItMayKnow(string project)
    {
        string file = Assert.Single(Directory.GetFiles(RepositoryFiles.Path("src", project), "*.csproj"));

        IEnumerable<string> named = XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/').Split('/')[^2]);

        Assert.Empty(named.Except(Knows[project]));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    [InlineData("Sample")]
    public void AnAssemblyKnowsNoOthers(string project)
    {
        using var assembly = new BuiltAssembly(project);

        Assert.Empty(assembly.References.Where(name => name.StartsWith("MlNetShallow.", StringComparison.Ordinal))
            .Select(name => name["MlNetShallow.".Length..]).Except(Knows[project]));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void ALibraryHasNoTerminalAndEndsNoProcess(string project)
    {
        using var assembly = new BuiltAssembly(project);

        Assert.DoesNotContain(
            assembly.References,
            name => name is "System.Console" or "System.CommandLine" || name.StartsWith("Spectre.", StringComparison.Ordinal));
        Assert.Empty(assembly.Members.Intersect(["System.Environment.Exit", "System.Environment.FailFast"]));
    }

    [Theory]
    [InlineData("Network", "Microsoft.ML", "SkiaSharp", "SixLabors")]
    [InlineData("Onnx", "Microsoft.ML", "SkiaSharp", "SixLabors")]
    [InlineData("Trainer", "Microsoft.ML.ImageAnalytics", "SkiaSharp", "SixLabors")]
    [InlineData("Evaluation", "Microsoft.ML.FastTree", "Microsoft.ML.LightGbm", "SkiaSharp")]
    public void WhatIsNotItsBusinessItDoesNotKnow(string project, params string[] others)
    {
        using var assembly = new BuiltAssembly(project);

        Assert.DoesNotContain(
            assembly.References,
            name => others.Any(other => name == other || name.StartsWith(other + '.', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("Data")]
    [InlineData("Evaluation")]
    public void TypesAreInTheNamespaceOfTheirProject(string project)
    {
        using var assembly = new BuiltAssembly(project);

        // What is compiled into several projects keeps its own.
        Assert.All(assembly.Namespaces.Except(["", "MlNetShallow.Serialization"]), name => Assert.True(
            name == $"MlNetShallow.{project}" || !name.StartsWith("MlNetShallow", StringComparison.Ordinal)
                || name.StartsWith($"MlNetShallow.{project}.", StringComparison.Ordinal),
            name));
    }

    /// <summary>Those of the runtime's library depend on the width of the processor's vectors.</summary>
    [Fact]
    public void TheNetworkTakesSumsByItsOwnKernels()
    {
        using var assembly = new BuiltAssembly("Network");

        Assert.Contains("System.Numerics.Tensors.TensorPrimitives.Multiply", assembly.Members);
        Assert.Empty(assembly.Members.Intersect(
            ((string[])["Dot", "Sum", "SumOfSquares", "SumOfMagnitudes", "Norm", "Distance", "Product", "SoftMax", "Average"])
                .Select(name => $"System.Numerics.Tensors.TensorPrimitives.{name}")));
    }

    [Fact]
    public void TheCommandLineIsThin()
    {
        using var assembly = new BuiltAssembly("Sample");
        int lines = Directory.GetFiles(RepositoryFiles.Path("src", "Sample"), "*.cs", SearchOption.AllDirectories)
            .Sum(file => File.ReadLines(file).Count());

        Assert.InRange(lines, 1, MostLinesOfTheCommandLine - 1);
        Assert.Empty(assembly.Types.Intersect(
        [
            "System.Math", "System.MathF", "System.Threading.Thread", "System.Threading.ThreadPool",
            "System.Threading.Tasks.Parallel", "System.Xml.XmlWriter", "System.Text.Json.JsonSerializer",
        ]));
    }

    /// <summary>What an assembly says of itself, without being loaded.</summary>
    private sealed class BuiltAssembly : IDisposable
    {
        private readonly PEReader _file;
        private readonly MetadataReader _reader;

        public BuiltAssembly(string project)
        {
            string name = project == "Sample" ? "mlnetshallow" : $"MlNetShallow.{project}";
            _file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")));
            _reader = _file.GetMetadataReader();
        }

        /// <summary>The assemblies that it uses.</summary>
        public IEnumerable<string> References => _reader.AssemblyReferences.Select(
            handle => _reader.GetString(_reader.GetAssemblyReference(handle).Name));

        /// <summary>The types of others that it uses.</summary>
        public IEnumerable<string> Types => _reader.TypeReferences.Select(NameOf);

        /// <summary>The members of others' types that it uses.</summary>
        public IEnumerable<string> Members => _reader.MemberReferences.Select(_reader.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf((TypeReferenceHandle)member.Parent)}.{_reader.GetString(member.Name)}");

        /// <summary>The namespaces of its own types.</summary>
        public IEnumerable<string> Namespaces => _reader.TypeDefinitions
            .Select(handle => _reader.GetString(_reader.GetTypeDefinition(handle).Namespace)).Distinct();

        public void Dispose() => _file.Dispose();

        private string NameOf(TypeReferenceHandle handle)
        {
            TypeReference type = _reader.GetTypeReference(handle);
            return $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";
        }
    }
}
