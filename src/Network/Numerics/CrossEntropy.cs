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

    /// <summary>log(1 + eˣ) for x ≤ 0, to full precision where eˣ is lost beside 1.</summary>
    private static double LogOnePlusExp(double x)
    {
        double e = Math.Exp(x);
        double onePlus = 1 + e;
        return onePlus == 1 ? e : Math.Log(onePlus) * e / (onePlus - 1);
    }
}
