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
        return Refusal("W1", parameters.W1, shape.Inputs) ?? Refusal("b1", parameters.B1, 1)
            ?? Refusal("W2", parameters.W2, shape.OutputFanIn) ?? Refusal("b2", parameters.B2, 1);
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
