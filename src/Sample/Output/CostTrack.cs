namespace MlNetShallow.Sample.Output;

/// <summary>The costs of a training of any length, in memory of one size: means of ever more epochs.</summary>
internal sealed class CostTrack
{
    private const int Most = 240;

    private readonly List<double> _means = [];
    private int _epochsToOne = 1;
    private double _sum;
    private int _count;

    public void Add(double cost)
    {
        _sum += cost;
        if (++_count < _epochsToOne)
            return;
        _means.Add(_sum / _count);
        (_sum, _count) = (0, 0);
        if (_means.Count < Most)
            return;
        for (int i = 0; i < Most / 2; i++)
            _means[i] = (_means[2 * i] + _means[(2 * i) + 1]) / 2;
        _means.RemoveRange(Most / 2, Most / 2);
        _epochsToOne *= 2;
    }

    /// <summary>The whole way, in so many equal parts or fewer.</summary>
    public double[] Parts(int most)
    {
        int parts = most < _means.Count ? most : _means.Count;
        return
        [
            .. Enumerable.Range(0, parts).Select(part =>
            {
                int from = part * _means.Count / parts, to = (part + 1) * _means.Count / parts;
                return _means[from..to].Average();
            }),
        ];
    }
}
