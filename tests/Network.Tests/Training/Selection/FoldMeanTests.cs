using MlNetShallow.Training.Selection;

namespace MlNetShallow.Network.Tests.Training.Selection;

/// <summary>Where training on all examples starts.</summary>
public class FoldMeanTests
{
    private static readonly double[][] Folds = [[1, 2, 3, 8], [3, 2, 5, 0], [5, 2, 1, 1]];

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.5)]
    public void ItIsTheMeanWhereThatCostsNoMoreThanTheFolds(double cost)
    {
        var costed = new List<double[]>();
        double[] start = Start(at =>
        {
            costed.Add(at.Values.ToArray());
            return cost;
        });

        Assert.Equal([3.0, 2, 3, 3], start);
        Assert.Equal(start, Assert.Single(costed));
    }

    [Theory]
    [InlineData(0.51)]
    [InlineData(double.NaN)]
    public void ItIsTheFirstFoldWhereTheyHaveParted(double cost) => Assert.Equal(Folds[0], Start(_ => cost));

    private static double[] Start(Func<NetworkParameters<double>, double> cost)
    {
        var start = new NetworkParameters<double>(new NetworkShape(3, 0));
        start.Values.Fill(7);
        FoldMean.Write(Folds, cost, mostCost: 0.5, start);
        return start.Values.ToArray();
    }
}
