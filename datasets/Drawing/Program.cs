using System.CommandLine;

namespace MlNetShallow.Drawing;

/// <summary>Draws the pictures in <c>datasets</c>.</summary>
internal static class Program
{
    private static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>What the process does, with the console as parameters.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter log, TextWriter errors)
    {
        var output = new Option<string>("--output")
        {
            HelpName = "DIR",
            Description = "The folder to write; it gets train/cat, train/noncat, test/cat and test/noncat.",
            Required = true,
        };
        Option<int> seed = Number("--seed", "The seed. The same seed draws the same pictures on every platform.", 1);
        Option<int> train = Number("--train", "The number of training pictures.", 480);
        Option<int> test = Number("--test", "The number of test pictures.", 160);
        var force = new Option<bool>("--force")
        {
            Description = "Write into the folder even if it holds something. Files of other names stay.",
        };
        var command = new RootCommand("Draws pictures of cats and of other things. They are in turn, so half of each set are cats.")
        {
            output, seed, train, test, force,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(output);
            int trainCount = parsed.GetValue(train), testCount = parsed.GetValue(test);
            if (!parsed.GetValue(force) && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new IOException($"The output folder '{folder}' is not empty; --force writes into it all the same.");
            PictureWriter.WriteSets(folder, parsed.GetValue(seed), trainCount, testCount);
            log.WriteLine($"{trainCount} training and {testCount} test pictures: {folder}");
        });
        try
        {
            return command.Parse(args).Invoke(new() { Output = log, Error = errors, EnableDefaultExceptionHandler = false });
        }
        catch (IOException exception)
        {
            errors.WriteLine($"error: {exception.Message}");
            return 1;
        }
    }

    private static Option<int> Number(string name, string description, int byDefault)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (name != "--seed" && result.GetValueOrDefault<int>() < 0)
                result.AddError($"{name} must be a whole number of at least 0.");
        });
        return option;
    }
}
