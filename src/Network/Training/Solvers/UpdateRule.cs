using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Kernels;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training.Solvers;

/// <summary>
/// An optimizer's step, applied to each part of the parameters as its gradient comes. Weights are drawn to zero by the L2
/// penalty, g := g + λ θ; biases are not.
/// </summary>
internal abstract class UpdateRule<T> : IGradientSink<T>, IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkParameters<T> _parameters;
    private readonly T _l2;

    protected UpdateRule(NetworkParameters<T> parameters, double l2)
        => (_parameters, _l2) = (parameters, T.CreateTruncating(l2));

    public static UpdateRule<T> Create(Optimizer optimizer, NetworkParameters<T> parameters, TrainingOptions options)
        => optimizer switch
        {
            AdamOptimizer adam => new AdamRule<T>(adam, parameters, options),
            GradientDescentOptimizer { MomentumFactor: > 0 } momentum => new MomentumRule<T>(momentum, parameters, options),
            _ => new DescentRule<T>(parameters, options),
        };

    /// <inheritdoc/>
    public virtual bool IgnoresZeros => false;

    /// <summary>α of the step under way.</summary>
    protected T Rate { get; private set; }

    /// <summary>Is called before the first part of each step.</summary>
    /// <param name="learningRate">α of the step.</param>
    public void BeginStep(double learningRate) => Rate = T.CreateTruncating(StepRate(learningRate));

    /// <summary>What <see cref="Rate"/> becomes for a learning rate.</summary>
    protected virtual double StepRate(double learningRate) => learningRate;

    public virtual void Prefetch(int offset, int length)
        => Kernels.Prefetch.Values(in _parameters.Values[offset], 0, length);

    public void Accept(int offset, ReadOnlySpan<T> gradient)
    {
        while (!gradient.IsEmpty)
        {
            int length = Math.Min(gradient.Length, _parameters.EndOfBlock(offset, out bool areWeights) - offset);
            Update(offset, _parameters.Values.Slice(offset, length), gradient[..length], areWeights ? _l2 : T.Zero);
            gradient = gradient[length..];
            offset += length;
        }
    }

    public virtual void Save(BinaryWriter writer)
    {
    }

    public virtual void Load(ref ByteReader reader)
    {
    }

    /// <summary>Updates some parameters θ from their gradient, to which l2 · θ is to be added.</summary>
    protected abstract void Update(int offset, Span<T> theta, ReadOnlySpan<T> gradient, T l2);
}

/// <summary>θ := θ − α g.</summary>
internal sealed class DescentRule<T>(NetworkParameters<T> parameters, TrainingOptions options)
    : UpdateRule<T>(parameters, options.L2Regularization)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool IgnoresZeros => options.L2Regularization == 0;

    protected override void Update(int offset, Span<T> theta, ReadOnlySpan<T> gradient, T l2)
        => VectorKernels<T>.Update(new DescentStep<T>(theta, gradient, l2, Rate), theta.Length);
}

/// <summary>v := μ v + g, θ := θ − α v, or θ := θ − α (g + μ v) with Nesterov's momentum.</summary>
internal sealed class MomentumRule<T>(
    GradientDescentOptimizer optimizer, NetworkParameters<T> parameters, TrainingOptions options)
    : UpdateRule<T>(parameters, options.L2Regularization)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _momentum = T.CreateTruncating(optimizer.MomentumFactor);
    private readonly T[] _velocity = new T[parameters.Values.Length];

    public override void Prefetch(int offset, int length)
    {
        base.Prefetch(offset, length);
        Kernels.Prefetch.Values(in _velocity[offset], 0, length);
    }

    public override void Save(BinaryWriter writer) => writer.WriteVector<T>(_velocity);

    public override void Load(ref ByteReader reader) => reader.ReadVector<T>(_velocity);

    protected override void Update(int offset, Span<T> theta, ReadOnlySpan<T> gradient, T l2)
    {
        Span<T> velocity = _velocity.AsSpan(offset, theta.Length);
        VectorKernels<T>.Update(
            new MomentumStep<T>(theta, gradient, velocity, l2, Rate, _momentum, optimizer.IsNesterov), theta.Length);
    }
}

/// <summary>m := β₁ m + (1 − β₁) g, v := β₂ v + (1 − β₂) g², θ := θ − α m̂ / (√v̂ + ε).</summary>
internal sealed class AdamRule<T>(AdamOptimizer optimizer, NetworkParameters<T> parameters, TrainingOptions options)
    : UpdateRule<T>(parameters, options.L2Regularization)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _beta1 = T.CreateTruncating(optimizer.Beta1);
    private readonly T _beta2 = T.CreateTruncating(optimizer.Beta2);
    private readonly T _epsilon = T.CreateTruncating(optimizer.Epsilon);
    private readonly T[] _mean = new T[parameters.Values.Length];
    private readonly T[] _square = new T[parameters.Values.Length];
    private int _steps;
    private T _rootScale;

    public override void Prefetch(int offset, int length)
    {
        base.Prefetch(offset, length);
        Kernels.Prefetch.Values(in _mean[offset], 0, length);
        Kernels.Prefetch.Values(in _square[offset], 0, length);
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_steps);
        writer.WriteVector<T>(_mean);
        writer.WriteVector<T>(_square);
    }

    public override void Load(ref ByteReader reader)
    {
        _steps = reader.ReadInt32();
        reader.ReadVector<T>(_mean);
        reader.ReadVector<T>(_square);
    }

    protected override double StepRate(double learningRate)
    {
        _steps++;
        _rootScale = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(optimizer.Beta2, _steps)));
        return learningRate / (1 - Math.Pow(optimizer.Beta1, _steps));
    }

    protected override void Update(int offset, Span<T> theta, ReadOnlySpan<T> gradient, T l2)
    {
        Span<T> mean = _mean.AsSpan(offset, theta.Length), square = _square.AsSpan(offset, theta.Length);
        var step = new AdamStep<T>(theta, gradient, mean, square)
        {
            L2 = l2, Rate = Rate, Beta1 = _beta1, Beta2 = _beta2, RootScale = _rootScale, Epsilon = _epsilon,
        };
        VectorKernels<T>.Update(step, theta.Length);
    }
}
