using System.Numerics;

namespace MlNetShallow;

/// <summary>
/// Several networks as one, whose logits are the mean of theirs: an ensemble (Hansen and Salamon 1990) that costs what its units
/// cost. Hidden units stand side by side, W[l] is block-diagonal from the second layer on, and output weights are divided by the
/// number of networks. As the costs of classes and numbers are convex in the logits, it costs no more than the networks do on
/// the average, on any examples.
/// </summary>
internal static class NetworkAverage
{
    /// <param name="networks">One or more, which may differ in their numbers of hidden units alone.</param>
    /// <exception cref="ArgumentException">There is none, or they differ in more.</exception>
    public static ShallowNetwork<T> Of<T>(IReadOnlyList<ShallowNetwork<T>> networks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (networks.Count == 0)
            throw new ArgumentException("There are no networks.", nameof(networks));
        NetworkShape first = networks[0].Shape;
        foreach (ShallowNetwork<T> network in networks)
        {
            NetworkShape own = network.Shape;
            if (own.Layers != first.Layers || (own.Inputs, own.Outputs, own.Activation, own.OutputLayer)
                != (first.Inputs, first.Outputs, first.Activation, first.OutputLayer))
                throw new ArgumentException($"The networks are of other kinds: {first} and {own}.", nameof(networks));
        }

        int[] hidden = [.. Enumerable.Range(0, first.HiddenLayers.Count).Select(
            layer => networks.Sum(network => network.Shape.HiddenLayers[layer]))];
        var average = new NetworkParameters<T>(
            new NetworkShape(first.Inputs, hidden, first.Activation, first.OutputLayer, first.Outputs));
        T count = T.CreateTruncating(networks.Count);
        for (int layer = 1; layer <= first.Layers; layer++)
        {
            int row = 0, column = 0, width = average.Shape.Units(layer - 1);
            foreach (ShallowNetwork<T> network in networks)
            {
                int rows = network.Shape.Units(layer), columns = network.Shape.Units(layer - 1);
                ReadOnlySpan<T> weights = network.W(layer), biases = network.B(layer);
                bool isOutput = layer == first.Layers;
                for (int i = 0; i < rows; i++)
                {
                    Span<T> into = average.W(layer).Slice(((row + i) * width) + column, columns);
                    for (int j = 0; j < columns; j++)
                        into[j] += isOutput ? weights[(i * columns) + j] / count : weights[(i * columns) + j];
                    average.B(layer)[row + i] += isOutput ? biases[i] / count : biases[i];
                }

                row += isOutput ? 0 : rows;
                column += layer == 1 ? 0 : columns;
            }
        }

        return new ShallowNetwork<T>(average);
    }
}
