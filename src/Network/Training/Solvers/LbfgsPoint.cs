using System.Numerics;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training.Solvers;

/// <summary>Where <see cref="LbfgsSolver{T}"/> is or may go.</summary>
/// <param name="cost">The cost.</param>
/// <param name="objective">The cost with the penalty.</param>
/// <param name="gradient">The gradient.</param>
/// <param name="dual">Its dual; null where products are plain, so that it is the gradient itself.</param>
internal sealed class LbfgsPoint<T>(double cost, double objective, NetworkParameters<T> gradient, T[]? dual)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public double Cost => cost;

    public double Objective => objective;

    public NetworkParameters<T> Gradient => gradient;

    public ReadOnlySpan<T> GradientDual => dual is null ? gradient.Values : dual;

    public void Save(BinaryWriter writer)
    {
        writer.Write(cost);
        writer.Write(objective);
        writer.WriteVector<T>(gradient.Values);
        writer.WriteVector<T>(dual);
    }

    public static LbfgsPoint<T> Load(ref ByteReader reader, NetworkShape shape, bool hasDual)
    {
        double cost = reader.ReadDouble(), objective = reader.ReadDouble();
        var gradient = new NetworkParameters<T>(shape);
        reader.ReadVector(gradient.Values);
        T[]? dual = hasDual ? new T[gradient.Values.Length] : null;
        reader.ReadVector<T>(dual);
        return new(cost, objective, gradient, dual);
    }
}
