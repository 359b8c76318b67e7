using Microsoft.ML;
using MlNetShallow.Trainer.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

public sealed class SavedModelsTests : ExampleRun
{
    private readonly MLContext _context = new();

    [Fact]
    public void Restore()
    {
        IDataView data = Circles.Singles(_context);
        var model = _context.BinaryClassification.Trainers.ShallowNetwork(numberOfEpochs: 2).Fit(data);
        _context.Model.Save(model, data.Schema, "model.zip");

        SavedModels.Restore(_context, data);
    }

    [Fact]
    public void Threshold()
    {
        IDataView data = Circles.Singles(_context);

        SavedModels.Threshold(_context, _context.BinaryClassification.Trainers.ShallowNetwork(numberOfEpochs: 2).Fit(data), data);

        Assert.NotEqual(
            0, _context.Model.LoadShallowNetwork("finder.zip", out _).Network.Model.ScoreThreshold);
    }
}
