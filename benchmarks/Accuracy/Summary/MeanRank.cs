using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>A contestant's mean rank over sets; the best of a set has rank 1, and equals share theirs.</summary>
/// <param name="Contestant">Who.</param>
/// <param name="Rank">The mean.</param>
/// <param name="Sets">Over how many sets.</param>
internal sealed record MeanRank(string Contestant, double Rank, int Sets)
{
    /// <summary>The ranks by a figure, best first. A set counts for those who have the figure there.</summary>
    /// <param name="averages">The averages that compete.</param>
    /// <param name="figure">The figure; null where there is none.</param>
    /// <param name="isLessBetter">Whether the smallest is the best.</param>
    public static MeanRank[] Of(
        IEnumerable<SetAverage> averages, Func<SetAverage, Statistic?> figure, bool isLessBetter)
    {
        int sign = isLessBetter ? 1 : -1;
        var ranks = averages
            .Where(average => figure(average) is not null)
            .GroupBy(average => average.Set)
            .SelectMany(set =>
            {
                var values = set.Select(own => (own.Contestant, Value: sign * figure(own)!.Mean)).ToArray();
                return values.Select(own => (
                    own.Contestant,
                    Rank: values.Count(other => other.Value < own.Value)
                        + ((1 + values.Count(other => other.Value == own.Value)) / 2.0)));
            });
        return
        [
            .. ranks.GroupBy(rank => rank.Contestant)
                .Select(of => new MeanRank(of.Key, of.Average(rank => rank.Rank), of.Count()))
                .OrderBy(mean => mean.Rank),
        ];
    }
}
