using System.Globalization;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests.Samples;

/// <summary>What the program without ML.NET says of a saved model, against the columns that the model adds in ML.NET: the same
/// bits.</summary>
public sealed class ScoreWithoutMLNetTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _model = Path.GetTempFileName();

    public void Dispose() => File.Delete(_model);

    [Fact]
    public void BuiltItScoresAsMLNetDoes() => CheckAllTasks(SampleProgram.Built);

    [Fact]
    public void TrimmedItScoresAsMLNetDoes() => CheckAllTasks(SampleProgram.Publish("PublishTrimmed"));

    [Fact]
    public void CompiledAheadOfTimeItScoresAsMLNetDoes() => CheckAllTasks(SampleProgram.Publish("PublishAot"));

    [Theory]
    [InlineData("0.5\n", "error: Line 1 has 1 numbers; the network takes 2.")]
    [InlineData("0 0\n0 one\n", "error: Line 2 has 'one' where a number should be.")]
    public void ABadLineIsNamed(string input, string said)
    {
        Save(Circles.Trainer(_context, options => options.NumberOfEpochs = 1), Circles.Singles(_context));

        (int code, string output) = SampleProgram.Run(SampleProgram.Built, Encoding.UTF8.GetBytes(input), _model);

        Assert.Equal(1, code);
        Assert.EndsWith(said + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoModelIsNamed()
    {
        (int code, string output) = SampleProgram.Run(SampleProgram.Built, [], _model);

        Assert.Equal(1, code);
        Assert.StartsWith($"error: The network in '{_model}' cannot be read: ", output, StringComparison.Ordinal);
    }

    private void CheckAllTasks(string[] program)
    {
        IDataView scored = Save(Circles.Trainer(_context, options => options.NumberOfEpochs = 5), Circles.Singles(_context));
        byte[] circles = Lines(Circles.Points.Select(point => point.Features));
        Assert.Equal(scored.GetColumn<float>("Probability"), Score(program, circles).SelectMany(row => row));

        scored = Save(Circles.Trainer(_context, options => options.NumberOfEpochs = 5), Circles.Bytes(_context));
        byte[] pixels = [.. Circles.Points.SelectMany(point => BytePoint.From(point).Features)];
        Assert.Equal(scored.GetColumn<float>("Probability"), Score(program, pixels, "--pixels").SelectMany(row => row));

        scored = Save(
            Circles.Trainer(_context, options => options.NumberOfEpochs = 1),
            _context.Data.LoadFromEnumerable(NoisePicture.All));
        byte[] noise = [.. NoisePicture.All.SelectMany(picture => picture.Features)];
        Assert.Equal(scored.GetColumn<float>("Probability"), Score(program, noise, "--pixels").SelectMany(row => row));

        scored = Save(Rings.Trainer(_context, options => options.NumberOfEpochs = 5), Rings.Singles(_context));
        byte[] rings = Lines(Rings.Points.Select(point => point.Features));
        Assert.Equal(
            scored.GetColumn<VBuffer<float>>("Score").SelectMany(score => score.DenseValues()),
            Score(program, rings).SelectMany(row => row));

        scored = Save(Waves.Trainer(_context, options => options.NumberOfEpochs = 5), Waves.Singles(_context));
        byte[] waves = Lines(Waves.Points.Select(point => point.Features));
        Assert.Equal(scored.GetColumn<float>("Score"), Score(program, waves).SelectMany(row => row));
    }

    private IDataView Save(IEstimator<ITransformer> trainer, IDataView data)
    {
        ITransformer model = trainer.Fit(data);
        _context.Model.Save(model, data.Schema, _model);
        return model.Transform(data);
    }

    private float[][] Score(string[] program, byte[] input, params string[] options)
    {
        (int code, string said) = SampleProgram.Run(program, input, [_model, .. options]);
        Assert.True(code == 0, said);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            line.Split('\t').Select(field => float.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
    }

    private static byte[] Lines(IEnumerable<float[]> examples) => Encoding.UTF8.GetBytes(string.Concat(examples.Select(example
        => string.Join('\t', example.Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n")));
}
