// Scores examples from standard input with the network in a model.zip, without ML.NET: the predictions are, bit for bit, those
// that the model gives in ML.NET. One line an example: the probability, the probabilities of the classes, or the prediction.
//
//   ScoreWithoutMLNet model.zip < features.tsv            numbers, an example a line
//   ScoreWithoutMLNet model.zip --pixels < pictures.raw   bytes, one after the other: intensities of 0 to 255
using System.Globalization;
using MlNetShallow;
using MlNetShallow.Engines;
using MlNetShallow.Serialization;

bool arePixels = args is [_, "--pixels"];
if (args.Length != 1 && !arePixels)
{
    Console.Error.WriteLine("usage: ScoreWithoutMLNet MODEL [--pixels] < EXAMPLES");
    return 2;
}

try
{
    ShallowNetwork<float> network = NetworkFile.Read(args[0]).Network;
    RowScorer<float> scorer = network.CreateScorer();
    var predictions = new float[network.Shape.Outputs];
    using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
    if (arePixels)
    {
        using Stream input = Console.OpenStandardInput();
        var pixels = new byte[network.Shape.Inputs];
        int read;
        while ((read = input.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false)) == pixels.Length)
        {
            scorer.Logits<byte>(pixels, predictions);
            Write();
        }

        if (read > 0)
            throw new FormatException($"The last example has {read} bytes; the network takes {pixels.Length}.");
    }
    else
    {
        for (int line = 1; Console.In.ReadLine() is { } text; line++)
        {
            scorer.Logits<float>(Parse(text, line, network.Shape.Inputs), predictions);
            Write();
        }
    }

    void Write()
    {
        OutputFunction.Apply<float>(network.Shape.OutputLayer, predictions, predictions);
        output.WriteLine(string.Join('\t', predictions.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
    }

    return 0;
}
catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}

static float[] Parse(string text, int line, int count)
{
    string[] fields = text.Split((char[])['\t', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
    if (fields.Length != count)
        throw new FormatException($"Line {line} has {fields.Length} numbers; the network takes {count}.");
    return [.. fields.Select(field => float.TryParse(field, CultureInfo.InvariantCulture, out float value)
        ? value
        : throw new FormatException($"Line {line} has '{field}' where a number should be."))];
}
