namespace MlNetShallow.Engines;

/// <summary>Where each layer's weights and biases stand: W1, b1, W2, b2 and so on, one after the other.</summary>
internal sealed class ParameterLayout
{
    // The ends of W1, b1, W2, b2, ...
    private readonly int[] _ends;

    public ParameterLayout(NetworkShape shape)
    {
        _ends = new int[2 * shape.Layers];
        int end = 0;
        for (int layer = 1; layer <= shape.Layers; layer++)
        {
            int units = shape.Units(layer);
            _ends[(2 * layer) - 2] = end += units * shape.Units(layer - 1);
            _ends[(2 * layer) - 1] = end += units;
        }
    }

    /// <summary>The number of layers that have weights.</summary>
    public int Layers => _ends.Length / 2;

    /// <summary>Where W[l] stands.</summary>
    /// <param name="layer">l, from 1.</param>
    public Range W(int layer) => Block((2 * layer) - 2);

    /// <summary>Where b[l] stands.</summary>
    /// <param name="layer">l, from 1.</param>
    public Range B(int layer) => Block((2 * layer) - 1);

    /// <summary>Where the matrix or bias vector that a parameter belongs to ends, and whether it holds weights.</summary>
    public int EndOfBlock(int offset, out bool areWeights)
    {
        int block = 0;
        while (offset >= _ends[block])
            block++;
        areWeights = block % 2 == 0;
        return _ends[block];
    }

    private Range Block(int block) => (block == 0 ? 0 : _ends[block - 1]).._ends[block];
}
