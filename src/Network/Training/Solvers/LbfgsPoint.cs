using System.Numerics;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training.Solvers;

/// <summary>Where <see cref="LbfgsSolver{T}"/> is or may go.</summary>
/// <param name="shape">The parameters' shape.</param>
/// <param name="hasDual">Whether the gradient's dual is another vector than itself.</param>
internal sealed class LbfgsPoint<T>(NetworkShape shape, bool hasDual) : IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[]? _dual = hasDual ? new T[shape.ParameterCount] : null;

    /// <summary>The cost.</summary>
    public double Cost { get; set; }

    /// <summary>The cost with the penalty.</summary>
    public double Objective { get; set; }

    /// <summary>The gradient.</summary>
    public NetworkParameters<T> Gradient { get; } = new(shape);

    /// <summary>Its dual: the gradient itself where products are plain.</summary>
    public ReadOnlySpan<T> GradientDual => WritableDual;

    /// <inheritdoc cref="GradientDual"/>
    public Span<T> WritableDual => _dual ?? Gradient.Values;

    public void Save(BinaryWriter writer)
    {
        writer.Write(Cost);
        writer.Write(Objective);
        writer.WriteVector<T>(Gradient.Values);
        writer.WriteVector<T>(_dual);
    }

    public void Load(ref ByteReader reader)
    {
        (Cost, Objective) = (reader.ReadDouble(), reader.ReadDouble());
        reader.ReadVector(Gradient.Values);
        reader.ReadVector<T>(_dual);
    }
}
