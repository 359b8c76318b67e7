using MlNetShallow.Docs.Tests.Markdown;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Commands;

public class CommandsTests
{
    public static TheoryData<string> Paths => [.. Pages.Blocks("bash").Select(block => block.Page).Distinct()];

    /// <summary>Runs all of a page's commands, in their order, in a folder that has the repository's pictures in it,
    /// also under the names that pages have for pictures of the reader's.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void ThePrintedIsWhatThePageSays(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages' commands are bash's.");
        using var folder = new TemporaryFolder();
        foreach ((string name, string pictures) in ((string, string)[])
            [("datasets", "datasets"), ("pictures", "datasets"), ("holiday", "datasets/test/cat")])
        {
            Directory.CreateSymbolicLink(folder[name], RepositoryFiles.Path(pictures));
        }

        if (path is "docs/batch.md" or "docs/onnx.md")
            AddModelAndList(folder);
        string currentFolder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder.Path);
        try
        {
            foreach (CodeBlock block in Pages.Blocks("bash").Where(block => block.Page == path))
            {
                string printed = ShellScript.Run(block.Lines);
                if (block.Output is { } told)
                    ToldOutput.AssertIs(told, printed);
            }
        }
        finally
        {
            Directory.SetCurrentDirectory(currentFolder);
        }
    }

    // What these pages take for granted: a model, and a list of pictures.
    private static void AddModelAndList(TemporaryFolder folder)
    {
        CommandLine.Run(
            "train", "--data", folder["pictures", "train"], "--model", folder["cat.zip"],
            "--hidden", "2", "--epochs", "2", "--height", "8", "--width", "8").AssertDone();
        File.WriteAllLines(
            folder["pictures.txt"], Directory.EnumerateFiles(folder["pictures", "test", "cat"]).Order().Take(10));
    }
}
