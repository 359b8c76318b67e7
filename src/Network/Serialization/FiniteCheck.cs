using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Serialization;

/// <summary>Looks for parameters that are NaN or infinite: no training gives them, and every prediction would be NaN.</summary>
internal static class FiniteCheck
{
    /// <summary>Says which parameter is the first that is not finite, counting from 0; null where all are.</summary>
    public static string? Refusal<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TensorPrimitives.IsFiniteAll<T>(parameters.Values))
            return null;
        NetworkShape shape = parameters.Shape;
        // Without hidden layers, the outputs' weights are W2 too.
        int offset = shape.HiddenUnits > 0 ? 0 : 1;
        for (int layer = 1; layer <= shape.Layers; layer++)
        {
            string number = string.Create(CultureInfo.InvariantCulture, $"{layer + offset}");
            if ((Refusal("W" + number, parameters.W(layer), shape.Units(layer - 1))
                ?? Refusal("b" + number, parameters.B(layer), 1)) is { } refusal)
                return refusal;
        }

        return null;
    }

    private static string? Refusal<T>(string name, ReadOnlySpan<T> values, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                string place = name[0] == 'b' ? $"{i}" : $"{i / columns}, {i % columns}";
                return string.Create(CultureInfo.InvariantCulture, $"{name}[{place}] is {values[i]}, not a finite number.");
            }
        }

        return null;
    }
}
