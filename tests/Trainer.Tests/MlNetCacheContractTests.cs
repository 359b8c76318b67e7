using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What the project relies on where ML.NET keeps columns in memory.</summary>
public class MlNetCacheContractTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ColumnsThatAreNamedAreReadTogetherAndOnceTheOthersOnlyWhenAskedFor()
    {
        int read = 0, computed = 0;
        IDataView rows = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i =>
        {
            read++;
            return new Number { Value = i };
        }));
        IDataView data = Add<Squared>((number, squared) => squared.Square = number.Value * number.Value, rows);
        data = Add<Cubed>(
            (number, cubed) =>
            {
                computed++;
                cubed.Cube = number.Value * number.Value * number.Value;
            },
            data);

        IDataView cache = _context.Data.Cache(data, nameof(Number.Value), nameof(Squared.Square));

        Assert.Equal([0, 1, 4, 9, 16], cache.GetColumn<float>(nameof(Squared.Square)));
        Assert.Equal([0, 1, 2, 3, 4], cache.GetColumn<float>(nameof(Number.Value)));
        Assert.Equal((5, 0), (read, computed));
        Assert.Equal([0, 1, 8, 27, 64], cache.GetColumn<float>(nameof(Cubed.Cube)));
        Assert.Equal(5, computed);
    }

    [Fact]
    public void AColumnThatIsNotThereIsRefused()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Number()]);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.Cache(data, "missing"));

        Assert.Contains("missing", exception.Message, StringComparison.Ordinal);
    }

    private IDataView Add<TAdded>(Action<Number, TAdded> add, IDataView data)
        where TAdded : class, new()
        => _context.Transforms.CustomMapping(add, contractName: null).Fit(data).Transform(data);

    private sealed class Squared
    {
        public float Square { get; set; }
    }

    private sealed class Cubed
    {
        public float Cube { get; set; }
    }
}
