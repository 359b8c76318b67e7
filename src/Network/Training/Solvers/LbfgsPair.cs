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
    private LbfgsPair(T[] step, T[] stepDual, T[] change, T[] changeDual)
    {
        (Step, StepDual, Change, ChangeDual) = (step, stepDual, change, changeDual);
        T product = VectorKernels<T>.Dot(StepDual, Change);
        Rho = T.One / product;
        Scale = product / VectorKernels<T>.Dot(ChangeDual, Change);
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
    public T Rho { get; }

    /// <summary>s·y / y·y.</summary>
    public T Scale { get; }

    /// <summary>The step of a length in a direction, from one point to another.</summary>
    public static LbfgsPair<T> Of(T[] direction, T[] directionDual, T length, LbfgsPoint<T> from, LbfgsPoint<T> to)
    {
        T[] step = new T[direction.Length], change = new T[direction.Length];
        TensorPrimitives.Multiply(direction, length, step);
        TensorPrimitives.Subtract(to.Gradient.Values, from.Gradient.Values, change);
        if (directionDual == direction)
            return new(step, step, change, change);

        T[] stepDual = new T[direction.Length], changeDual = new T[direction.Length];
        TensorPrimitives.Multiply(directionDual, length, stepDual);
        TensorPrimitives.Subtract(to.GradientDual, from.GradientDual, changeDual);
        return new(step, stepDual, change, changeDual);
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
        T[] step = Next(ref reader), change = Next(ref reader);
        return hasDual ? new(step, Next(ref reader), change, Next(ref reader)) : new(step, step, change, change);

        T[] Next(ref ByteReader reader)
        {
            var vector = new T[length];
            reader.ReadVector<T>(vector);
            return vector;
        }
    }
}
