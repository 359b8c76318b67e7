using System.CommandLine;
using MlNetShallow.Sample.Drawing;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>generate</c>: drawn pictures to train and test on.</summary>
internal sealed class GenerateCommand : Command
{
    private readonly Option<string> _output = OptionFactory.Path(
        "--output", "DIR", "The folder to write; it gets train/cat, train/noncat, test/cat and test/noncat.");

    private readonly Option<int> _seed = OptionFactory.Integer(
        "--seed", "The seed. The same seed draws the same pictures on every platform.", 1);

    private readonly Option<int> _train = OptionFactory.Integer("--train", "The number of training pictures.", 480, least: 0);
    private readonly Option<int> _test = OptionFactory.Integer("--test", "The number of test pictures.", 160, least: 0);

    private readonly Option<bool> _force = OptionFactory.Flag(
        "--force", "Write into the folder even if it holds something. Files of other names stay.");

    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public GenerateCommand(Screen screen, CancellationToken cancellation)
        : base("generate", "Draw pictures of cats and of other things. They are in turn, so half of each set are cats.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        this.AddOptions(_output, _seed, _train, _test, _force);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_output);
        bool force = parsed.GetValue(_force);
        int train = parsed.GetValue(_train);
        int test = parsed.GetValue(_test);
        if (!force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"The output folder '{folder}' is not empty; --force writes into it all the same.");

        PictureWriter.WriteSets(folder, parsed.GetValue(_seed), train, test, _cancellation);
        _screen.Output.WriteLine($"{train} training and {test} test pictures: {folder}");
        return Program.Done;
    }
}
