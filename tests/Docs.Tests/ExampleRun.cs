using System.Runtime.CompilerServices;
using MlNetShallow.Docs.Tests.Markdown;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests;

/// <summary>
/// The current folder and the console of an example: a folder of its own, and a text. Both are the process's, so no two tests of
/// this project run at a time.
/// </summary>
public abstract class ExampleRun : IDisposable
{
    private readonly string _currentFolder = Directory.GetCurrentDirectory();
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _output = new();

    protected ExampleRun()
    {
        Directory.SetCurrentDirectory(Folder.Path);
        Console.SetOut(_output);
    }

    protected TemporaryFolder Folder { get; } = new();

    /// <summary>What the example has printed.</summary>
    protected string Output => _output.ToString();

    /// <summary>Puts a folder of datasets/ where examples look for it.</summary>
    protected void AddDatasets(string name)
    {
        string folder = Directory.CreateDirectory(Folder["datasets", name]).FullName;
        foreach (string file in Directory.GetFiles(RepositoryFiles.Path("datasets", name)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        Directory.SetCurrentDirectory(_currentFolder);
        Folder.Dispose();
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asserts that the example with the test's name has printed what its page says.</summary>
    protected void AssertOutputIsThatOfThePage([CallerMemberName] string test = "")
    {
        string example = $"{GetType().Name[..^"Tests".Length]}.{test}";
        IReadOnlyList<string> told = Assert.Single(
            from block in Pages.Blocks("csharp")
            where block.Output is not null && ExampleSource.Find(block.Lines)?.Any(unit => unit.Name == example) == true
            select block.Output);
        ToldOutput.AssertIs(told, Output);
    }
}
