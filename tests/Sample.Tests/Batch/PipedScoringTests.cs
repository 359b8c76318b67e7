using System.Diagnostics;
using MlNetShallow.Batch;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>Rows on standard input, their predictions on standard output.</summary>
public sealed class PipedScoringTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv", "csv")]
    [InlineData("tsv", "jsonl")]
    [InlineData("jsonl", "tsv")]
    public async Task ThePipeGivesWhatAFileDoes(string input, string output)
    {
        string model = TableModelCase.Train(_folder);
        string text = input == "csv" ? TableModelCase.AsCsv() : input == "tsv" ? TableModelCase.AsTsv() : TableModelCase.AsJsonLines();
        File.WriteAllText(_folder[$"rows.{input}"], text);
        CommandLine.Run(
            "score", "--model", model, "--input", _folder[$"rows.{input}"], "--output", _folder[$"file.{output}"], "--keep", "id")
            .AssertDone();
        string[] entries = _folder.Entries;

        Outcome piped = await CommandLine.RunProcessWith(
            text, _folder.Path, "score", "--model", model, "--input", "-", "--input-format", input, "--output", "-", "--format", output,
            "--keep", "id");

        Assert.Equal(Program.Done, piped.ExitCode);
        Assert.Equal(File.ReadAllText(_folder[$"file.{output}"]), piped.Output);
        Assert.Equal("1 of 200 rows lacks a number; the model fills it in.", piped.Error.TrimEnd());
        Assert.Equal(entries, _folder.Entries);
    }

    [Fact]
    public async Task PicturesGoThroughAPipeToo()
    {
        string[] paths = [sets.Cats[2], sets.Others[1], "none.png"];
        Outcome piped = await CommandLine.RunProcessWith(
            string.Join('\0', paths), _folder.Path, "score", "--model", sets.Model, "--input", "-", "--output", "-");

        Assert.Equal(Program.DoneWithErrors, piped.ExitCode);
        string[] lines = piped.OutputLines;
        Assert.Equal("input,predicted_label,probability,score,error", lines[0]);
        Assert.Equal(paths, lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.EndsWith("does not exist.", lines[3], StringComparison.Ordinal);
        Assert.Equal("1 of 3 pictures could not be scored; the column 'error' says why.", piped.Error.TrimEnd());
        Assert.Empty(_folder.Entries);
    }

    // Neither side waits for the other to close: what is written is answered at once.
    [Fact]
    public async Task EachRowIsAnsweredAsItComes()
    {
        using Process process = Start(TableModelCase.Train(_folder));
        try
        {
            await process.StandardInput.WriteAsync("x1,x2,kind\n");
            for (int row = 1; row <= 3; row++)
            {
                await process.StandardInput.WriteAsync($"{row},0.5,red\n");
                await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
                if (row == 1)
                    Assert.StartsWith("input,", await ReadLine(process), StringComparison.Ordinal);
                Assert.StartsWith($"{row},", await ReadLine(process), StringComparison.Ordinal);
            }

            process.StandardInput.Close();
            Assert.Null(await ReadLine(process));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Program.Done, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task RowsBeforeAFaultAreWritten()
    {
        string model = TableModelCase.Train(_folder);
        Outcome piped = await CommandLine.RunProcessWith(
            "x1,x2,kind\n1,2,red\n3,4,é\n5\n", _folder.Path, "score", "--model", model, "--input", "-", "--output", "-");

        Assert.Equal(
            "error: Row 3 (line 4) of '-' has 1 fields, the header 3: '5'. The 2 rows before it are written.", piped.AssertFailed());
        Assert.Equal(3, piped.OutputLines.Length);
    }

    [Fact]
    public async Task NobodyWaitsForInputsThatNobodyReadsTheRowsOf()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It needs a shell of Unix.");
        string model = TableModelCase.Train(_folder);
        var shell = new ProcessStartInfo("sh", ["-c",
            "(echo x1,x2,kind; while echo 1,2,red; do sleep 0.1; done) 2> /dev/null "
            + $"| (\"{CommandLine.DotnetHost}\" \"{Path.Combine(AppContext.BaseDirectory, "mlnetshallow.dll")}\" score --model model.zip "
            + "--input - --output - 2> said; echo $? > code) | head -n 2"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(shell)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("1", File.ReadAllText(_folder["code"]).Trim());
        Assert.StartsWith("error: The rows cannot be written to the output: ", File.ReadAllText(_folder["said"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", "-")]
    [InlineData("--output", "out.csv")]
    public async Task ASignalEndsWhatWaitsForInput(string option, string output)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to a process.");
        string model = output == "-" ? TableModelCase.Train(_folder) : sets.Model;
        using Process process = Start(model, option, output);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            if (output == "-")
            {
                await process.StandardInput.WriteAsync("x1,x2,kind\n1,0.5,red\n");
                await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
                await ReadLine(process);
                await ReadLine(process);
            }
            else
            {
                while (!Directory.Exists(_folder["out.csv.parts"]))
                    await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Program.Failed, process.ExitCode);
            Assert.Equal("error: Stopped before the end; nothing more is written.", (await error).TrimEnd());
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("--resume is for an output that is a file: rows on standard output are gone.", "--output", "-", "--resume")]
    [InlineData("--force is for an output that is a file: rows on standard output are gone.", "--output", "-", "--force")]
    [InlineData("--part-rows is for an output that is a file: rows on standard output are gone.", "--output", "-", "--part-rows", "5")]
    [InlineData("--format parquet is for an output that is a file: it is written from its end.", "--output", "-", "--format", "parquet")]
    [InlineData("--input-format is for a table on standard input; of a file its extension is the format.",
        "--output", "-", "--input", "x.csv", "--input-format", "tsv")]
    public void WhatIsNotForAPipeIsWrongUsage(string error, params string[] options)
    {
        string[] input = options.Contains("--input") ? [] : ["--input", "-"];
        Outcome outcome = CommandLine.Run(["score", "--model", "none.zip", .. input, .. options]);

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.StartsWith(error, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatAreThereOnceGoToNoFile()
    {
        Outcome outcome = await CommandLine.RunProcessWith(
            TableModelCase.AsCsv(), _folder.Path, "score", "--model", TableModelCase.Train(_folder), "--input", "-", "--output", "x.csv");

        Assert.Contains("the output must be a stream too ('-' on the command line)", outcome.AssertFailed(), StringComparison.Ordinal);
    }

    // As a library: the same rows, and what is wrong with options.
    [Fact]
    public async Task APipeIsThereForPrograms()
    {
        var model = ScoringModel.Load(TableModelCase.Train(_folder));
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(TableModelCase.AsCsv()));
        using var output = new MemoryStream();
        var pipe = new ScoringPipe(model, ScoringInputs.TableStream(input, keep: ["id"]), output, new() { Threads = 3 });

        PipeResult result = await pipe.RunAsync(cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((TableModelCase.Count, 0, 1), (result.Rows, result.Errors, result.FilledIn));
        Assert.Equal(
            Enumerable.Range(0, TableModelCase.Count).Select(i => $"{i + 1},=id-{i}"),
            System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Throws<ArgumentException>(() => new ScoringPipe(model, ScoringInputs.Folder("x"), output, new() { Resume = true }));
        Assert.Throws<ArgumentException>(
            () => new ScoringPipe(model, ScoringInputs.Folder("x"), output, new() { Format = ScoringFormat.Parquet }));
    }

    private Process Start(string model, string option = "--output", string output = "-")
    {
        var start = new ProcessStartInfo(CommandLine.DotnetHost, [Path.Combine(AppContext.BaseDirectory, "mlnetshallow.dll"),
            "score", "--model", model, "--input", "-", option, output])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task<string?> ReadLine(Process process)
        => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
}
