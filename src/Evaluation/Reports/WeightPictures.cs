namespace MlNetShallow.Evaluation.Reports;

/// <summary>The weights of the first layer as pictures: what in a picture drives a unit up, and what down.</summary>
internal static class WeightPictures
{
    /// <summary>Only the most influential are shown.</summary>
    private const int Most = 64;

    // What lies further out than this many root mean squares is shown as if it lay there: a single weight must not turn
    // all others grey.
    private const double Reach = 3;

    /// <summary>The units of the first hidden layer by the size of their largest outgoing weight; without hidden units the
    /// outputs.</summary>
    public static WeightPicture[] Of(
        ShallowNetwork<float> network, ImageFlatteningEstimator.Options flattening, IReadOnlyList<string> classes)
    {
        NetworkShape shape = network.Shape;
        if (shape.HiddenUnits == 0)
        {
            return
            [
                .. Enumerable.Range(0, Math.Min(shape.Outputs, Most)).Select(output => new WeightPicture(
                    Draw(network.OutputWeights.Slice(output * shape.Inputs, shape.Inputs), flattening),
                    NameOf(output),
                    Output: null,
                    OutgoingWeight: null)),
            ];
        }

        return
        [
            .. Enumerable.Range(0, shape.HiddenUnits)
                .Select(unit => (Unit: unit, Outgoing: LargestOutgoing(network, unit)))
                .OrderByDescending(item => Math.Abs(item.Outgoing.Weight))
                .Take(Most)
                .Select(item => new WeightPicture(
                    Draw(network.W1.Slice(item.Unit * shape.Inputs, shape.Inputs), flattening),
                    $"unit {item.Unit + 1}",
                    shape.HiddenLayers.Count > 1 ? $"unit {item.Outgoing.Output + 1} of layer 2" : NameOf(item.Outgoing.Output),
                    item.Outgoing.Weight)),
        ];

        string NameOf(int output) => shape.Outputs == 1 ? classes[^1] : classes[output];
    }

    /// <summary>Grey is 0, brighter positive, darker negative, in each channel; full at <see cref="Reach"/> times the root mean
    /// square.</summary>
    internal static byte[] ToRgb(ReadOnlySpan<float> weights, ImageFlatteningEstimator.Options flattening)
    {
        double sum = 0;
        foreach (float weight in weights)
            sum += (double)weight * weight;
        double full = Math.Max(Reach * Math.Sqrt(sum / weights.Length), float.Epsilon);
        var rgb = new byte[weights.Length];
        int pixels = weights.Length / 3;
        (int pixelStride, int channelStride) = flattening.Layout == PixelLayout.Interleaved ? (3, 1) : (1, pixels);
        for (int i = 0; i < rgb.Length; i++)
        {
            int channel = flattening.ChannelOrder == ChannelOrder.Rgb ? i % 3 : 2 - (i % 3);
            double weight = weights[(i / 3 * pixelStride) + (channel * channelStride)];
            rgb[i] = (byte)Math.Round(127.5 * (1 + Math.Clamp(weight / full, -1, 1)));
        }

        return rgb;
    }

    private static string Draw(ReadOnlySpan<float> weights, ImageFlatteningEstimator.Options flattening)
        => PngPicture.Address(ToRgb(weights, flattening), flattening.Height, flattening.Width);

    private static (int Output, float Weight) LargestOutgoing(ShallowNetwork<float> network, int unit)
    {
        (int Output, float Weight) largest = (0, 0);
        for (int output = 0; output < network.Shape.Units(2); output++)
        {
            float weight = network.W2[(output * network.Shape.HiddenUnits) + unit];
            if (Math.Abs(weight) > Math.Abs(largest.Weight))
                largest = (output, weight);
        }

        return largest;
    }
}

/// <summary>The weights of a unit.</summary>
/// <param name="Picture">The address of the picture.</param>
/// <param name="Name">The unit's name.</param>
/// <param name="Output">The output, or unit of the second layer, that it weighs most for; null for an output.</param>
/// <param name="OutgoingWeight">Its weight there; null for an output.</param>
internal sealed record WeightPicture(string Picture, string Name, string? Output, float? OutgoingWeight);
