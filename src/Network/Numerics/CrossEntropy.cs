using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Numerics;

/// <summary>The sigmoid output and its cross-entropy cost, computed from the logit: exact where log ŷ would be log 0.</summary>
internal static class CrossEntropy
{
    /// <summary>ŷ = 1 / (1 + e⁻ᶻ). e⁻ᶻ may overflow to infinity, which gives the right 0.</summary>
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>
    /// −[y log ŷ + (1 − y) log(1 − ŷ)] = max(z, 0) − y z + log(1 + e^−|z|), without cancellation or overflow for any z.
    /// </summary>
    public static double CostOfLogit(double z, double y) => Math.Max(z, 0) - (y * z) + LogOnePlusExp(-Math.Abs(z));

    /// <summary>The weighted cost of many logits, and its derivative w (ŷ − y). All spans have the same length.</summary>
    /// <param name="z">The logits; overwritten.</param>
    /// <param name="y">The labels.</param>
    /// <param name="w">The weights.</param>
    /// <param name="dZ">Is overwritten with the derivatives.</param>
    public static double CostAndDerivative(Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ)
    {
        TensorPrimitives.Abs(z, dZ);
        TensorPrimitives.Negate(dZ, dZ);
        Exponentials.Exp<double>(dZ, dZ);
        double cost = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double e = dZ[i];
            cost += w[i] * (Math.Max(z[i], 0) - (y[i] * z[i]));
            dZ[i] = w[i] * (((z[i] >= 0 ? 1 : e) / (1 + e)) - y[i]);
            z[i] = e;
        }

        // Here log(1 + e) may be off by 1e-16, which is as nothing beside a mean of costs.
        TensorPrimitives.LogP1(z, z);
        return cost + VectorKernels<double>.Dot(z, w);
    }

    /// <summary>log(1 + eˣ) for x ≤ 0, to full precision where eˣ is lost beside 1.</summary>
    private static double LogOnePlusExp(double x)
    {
        double e = Math.Exp(x);
        double onePlus = 1 + e;
        return onePlus == 1 ? e : Math.Log(onePlus) * e / (onePlus - 1);
    }
}
