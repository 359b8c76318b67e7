using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Explanations;

namespace MlNetShallow.Trainer.Tests.Explanations;

public class SlotNamesTests
{
    [Theory]
    [InlineData("a|b", "a|b")]
    [InlineData("a|a|b", "a (0)|a (1)|b")]
    [InlineData("|b", "slot 0|b")]
    [InlineData("a|a|a (1)", "a (0)|a (1) (1)|a (1) (2)")]
    [InlineData("a|a|a (1)|a (1) (1)", "a (0)|a (1) (1) (1)|a (1) (2)|a (1) (1) (3)")]
    [InlineData("slot 1|", "slot 1 (0)|slot 1 (1)")]
    public void NamesAreAllDifferent(string given, string wanted)
    {
        string[] names = given.Split('|');

        string[] found = SlotNames.Of(Column(names), names.Length);

        Assert.Equal(wanted.Split('|'), found);
        Assert.Equal(found.Length, found.Distinct().Count());
        Assert.Equal(found, SlotNames.Categories(Column(names), names.Length).Names);
    }

    private static DataViewSchema.Column Column(string[] names)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add<VBuffer<ReadOnlyMemory<char>>>(
            SlotNames.Kind,
            new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value)
                => value = new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]));
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(
            "Features", new VectorDataViewType(NumberDataViewType.Single, names.Length), annotations.ToAnnotations());
        return schema.ToSchema()[0];
    }
}
