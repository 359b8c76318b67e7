using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training.Solvers;

/// <summary>A past step s of <see cref="LbfgsSolver{T}"/> and the change y of the gradient over it.</summary>
internal sealed class LbfgsPair<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="length">The number of parameters.</param>
    /// <param name="hasDual">Whether duals are other vectors.</param>
    public LbfgsPair(int length, bool hasDual)
    {
        (Step, Change) = (new T[length], new T[length]);
        (StepDual, ChangeDual) = hasDual ? (new T[length], new T[length]) : (Step, Change);
    }

    /// <summary>s.</summary>
    public T[] Step { get; }

    /// <summary>The dual of s: s itself where products are plain.</summary>
    public T[] StepDual { get; }

    /// <summary>y.</summary>
    public T[] Change { get; }

    /// <summary>The dual of y: y itself where products are plain.</summary>
    public T[] ChangeDual { get; }

    /// <summary>1 / s·y.</summary>
    public T Rho { get; private set; }

    /// <summary>s·y / y·y.</summary>
    public T Scale { get; private set; }

    /// <summary>Becomes the step of a length in a direction, from one point to another. False where that tells no
    /// curvature.</summary>
    public bool TryTake(T[] direction, T[] directionDual, T length, LbfgsPoint<T> from, LbfgsPoint<T> to)
    {
        TensorPrimitives.Multiply(direction, length, Step);
        TensorPrimitives.Subtract(to.Gradient.Values, from.Gradient.Values, Change);
        if (StepDual != Step)
        {
            TensorPrimitives.Multiply(directionDual, length, StepDual);
            TensorPrimitives.Subtract(to.GradientDual, from.GradientDual, ChangeDual);
        }

        Multiply();
        return Rho > T.Zero && T.IsFinite(Rho) && T.IsFinite(Scale);
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteVector<T>(Step);
        writer.WriteVector<T>(Change);
        if (StepDual == Step)
            return;
        writer.WriteVector<T>(StepDual);
        writer.WriteVector<T>(ChangeDual);
    }

    public static LbfgsPair<T> Load(ref ByteReader reader, int length, bool hasDual)
    {
        var pair = new LbfgsPair<T>(length, hasDual);
        reader.ReadVector<T>(pair.Step);
        reader.ReadVector<T>(pair.Change);
        if (hasDual)
        {
            reader.ReadVector<T>(pair.StepDual);
            reader.ReadVector<T>(pair.ChangeDual);
        }

        pair.Multiply();
        return pair;
    }

    private void Multiply()
    {
        T product = VectorKernels<T>.Dot(StepDual, Change);
        Rho = T.One / product;
        Scale = product / VectorKernels<T>.Dot(ChangeDual, Change);
    }
}
