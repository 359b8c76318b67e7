using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Engines;
using MlNetShallow.Pixels;
using SixLabors.ImageSharp;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>What reading, decoding, resizing and scoring of a picture take, each alone on one thread.</summary>
internal static class StagesOfScoring
{
    private const int Side = 64;
    private const int HiddenUnits = 64;
    private const int LargestCount = 2000;
    private const double Microseconds = 1e6;

    // As the score command does it.
    private const int RowsInBlock = 64;
    private const int BlocksScored = 20;

    public static void Measure(PictureFolder pictures, Settings settings, Report report)
    {
        string[] files = [.. pictures.Files.Take(LargestCount)];
        byte[][] encoded = [.. files.Select(File.ReadAllBytes)];
        Size size = Image.Identify(encoded[0]).Size();
        // A picture that has the wanted size is not resized, so that what the larger target takes is the decoding.
        ImageReader decoder = Reader(size.Height, size.Width), reader = Reader(Side, Side);
        ImageReader inFull = Reader(Side, Side, scaleWhileDecoding: false);
        var imageSharp = new ImageSharpReader(Side, Side);
        var network = ShallowNetwork<float>.Initialize(
            new NetworkShape(Side * Side * 3, HiddenUnits), WeightInitialization.Normal, seed: 0);
        var engine = new VectorizedEngine<float>(numberOfThreads: 1);
        var block = FeatureMatrix.Create<byte>(Side * Side * 3);
        var logits = new float[RowsInBlock];
        byte[] rgb = reader.Decode(encoded[0]).ToArray();

        Samples[] stages = Samples.Alternate(
            settings,
            () => Array.ForEach(files, file => File.ReadAllBytes(file)),
            () => Array.ForEach(encoded, bytes => decoder.Decode(bytes)),
            () => Array.ForEach(encoded, bytes => reader.Decode(bytes)),
            () => Array.ForEach(encoded, bytes => inFull.Decode(bytes)),
            () => Array.ForEach(encoded, ImageSharpReader.Decode),
            () => Array.ForEach(encoded, imageSharp.Read),
            ScoreBlocks);

        double factor = Microseconds / files.Length;
        string name = $"batch/{pictures.Name}/stages";
        report.Write($"{name}/read", 1, stages[0], "us/picture", factor);
        report.Write($"{name}/decode", 1, stages[1], "us/picture", factor);
        report.Write($"{name}/decode-and-resize", 1, stages[2], "us/picture", factor);
        report.Write($"{name}/decode-in-full-and-resize", 1, stages[3], "us/picture", factor);
        report.Write($"{name}/imagesharp-decode", 1, stages[4], "us/picture", factor);
        report.Write($"{name}/imagesharp-decode-and-resize", 1, stages[5], "us/picture", factor);
        report.Write(
            $"{name}/against-imagesharp", 1,
            stages[5].Minimum / stages[2].Minimum, stages[5].Median / stages[2].Median, "times as fast");
        report.Write($"{name}/score", 1, stages[6], "us/picture", Microseconds / (BlocksScored * RowsInBlock));

        void ScoreBlocks()
        {
            for (int i = 0; i < BlocksScored; i++)
            {
                block.Clear();
                for (int row = 0; row < RowsInBlock; row++)
                    rgb.CopyTo(block.AddRow());
                network.Logits(block, engine, logits);
            }
        }
    }

    private static ImageReader Reader(int height, int width, bool scaleWhileDecoding = true)
        => new(height, width, ImageResizeMode.Stretch, pixelCap: 1 << 26, scaleWhileDecoding);
}
