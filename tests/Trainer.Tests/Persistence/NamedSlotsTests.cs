using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>What is written into a stage of ML.NET's that was saved, and what there is where ML.NET does not take it.</summary>
public class NamedSlotsTests
{
    // Two names for two columns; any other number does not fit the stage.
    [Theory]
    [InlineData("low high", "low high")]
    [InlineData("same same", "same same")]
    [InlineData("low", "A B")]
    [InlineData("low middle high", "A B")]
    public void SlotsHaveTheNamesOrThoseOfTheirColumns(string given, string expected)
    {
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable([new Pair { A = 1, B = 2 }]);

        IDataView joined = NamedSlots.Concatenate(data, "Both", ["A", "B"], given.Split(' ')).Transform(data);

        VBuffer<ReadOnlyMemory<char>> names = default;
        joined.Schema["Both"].GetSlotNames(ref names);
        Assert.Equal(expected.Split(' '), names.DenseValues().Select(name => name.ToString()));
        Assert.Equal([1, 2], joined.GetColumn<float[]>("Both").Single());
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), joined.Schema["Both"].Type);
    }

    [Fact]
    public void AStageOfAnotherFormIsRefused()
    {
        Assert.Throws<FormatException>(() => SavedStage.Model(new byte[10]));
        Assert.Throws<FormatException>(() => SavedStage.Texts([.. Enumerable.Repeat((byte)0x7F, 300)]));
    }

    private sealed class Pair
    {
        public float A { get; set; }

        public float B { get; set; }
    }
}
