using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Serialization;

namespace MlNetShallow.Training.Solvers;

/// <summary>
/// L-BFGS by the two-loop recursion of Nocedal and Wright (2006), algorithm 7.4. Inner products go through a dual, so that
/// it takes the same steps on the coefficients of the Gram form as on the weights that they stand for.
/// </summary>
internal sealed class LbfgsSolver<T> : ISolver
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MaximumTrials = 40;

    /// <summary>The steps running that must be too short for the tolerance.</summary>
    private const int Patience = 3;

    private readonly NetworkParameters<T> _parameters;
    private readonly ExamplePasses<T> _passes;
    private readonly TrainingOptions _options;
    private readonly Dualize? _dual;
    private readonly int _historySize;
    private readonly List<LbfgsPair<T>> _history = [];
    private readonly NetworkParameters<T> _trial;
    private readonly T[] _direction;
    private readonly T[] _directionDual;
    private LbfgsPoint<T>? _current;
    private double _length;
    private int _shortSteps;

    /// <summary>Makes one.</summary>
    /// <param name="optimizer">The number of past steps to keep.</param>
    /// <param name="parameters">Where it starts; changed by each step.</param>
    /// <param name="passes">The examples.</param>
    /// <param name="options">How training is done.</param>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain.</param>
    public LbfgsSolver(
        LbfgsOptimizer optimizer,
        NetworkParameters<T> parameters,
        ExamplePasses<T> passes,
        TrainingOptions options,
        Dualize? dual)
    {
        (_parameters, _passes, _options, _dual, _historySize) = (parameters, passes, options, dual, optimizer.HistorySize);
        _trial = parameters.Clone();
        _direction = new T[parameters.Values.Length];
        _directionDual = dual is null ? _direction : new T[_direction.Length];
    }

    /// <summary>Writes the vector whose plain product with another is the inner product of what the two stand for.</summary>
    public delegate void Dualize(ReadOnlySpan<T> primal, Span<T> dual);

    private LbfgsPoint<T> Current => _current!;

    /// <summary>Takes one step.</summary>
    public SolverEpoch? RunEpoch(int epoch, double learningRate)
    {
        if (_current is null)
        {
            _current = Evaluate(_parameters, epoch);
            TrainingDivergedException.ThrowIfTooLarge<T>(_current.Cost, epoch, _options.Optimizer, learningRate);
        }

        double cost = Current.Cost, objective = Current.Objective;
        while (!Step(epoch))
        {
            if (_history.Count == 0)
                return null;
            // The curvature of past steps may be out of date: once more down the gradient alone.
            _history.Clear();
        }

        bool isShort = objective - Current.Objective < _options.RelativeTolerance * objective;
        _shortSteps = isShort ? _shortSteps + 1 : 0;
        return new(cost, _length, HasConverged: _shortSteps == Patience);
    }

    private bool Step(int epoch)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        Direction(epoch);
        _dual?.Invoke(_direction, _directionDual);
        return Search(epoch);
    }

    /// <summary>direction = −H g, with the inverse Hessian H by the past steps.</summary>
    private void Direction(int epoch)
    {
        Span<T> d = _direction;
        TensorPrimitives.Negate<T>(Current.Gradient.Values, d);
        var alpha = new T[_history.Count];
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            LbfgsPair<T> pair = _history[i];
            alpha[i] = pair.Rho * VectorKernels<T>.Dot(pair.StepDual, d);
            TensorPrimitives.MultiplyAdd(pair.Change, -alpha[i], d, d);
        }

        // Without a past the first step has length 1 at the most (Nocedal and Wright, section 6.1).
        T scale = _history.Count > 0 ? _history[^1].Scale : T.One / T.Max(T.One, GradientLength(epoch));
        TensorPrimitives.Multiply(d, scale, d);
        for (int i = 0; i < _history.Count; i++)
        {
            LbfgsPair<T> pair = _history[i];
            T beta = pair.Rho * VectorKernels<T>.Dot(pair.ChangeDual, d);
            TensorPrimitives.MultiplyAdd(pair.Step, alpha[i] - beta, d, d);
        }
    }

    /// <exception cref="TrainingDivergedException">The precision does not hold it: a step by such a gradient would be one of
    /// length 0, and look like the end of the descent.</exception>
    private T GradientLength(int epoch)
    {
        T squares = VectorKernels<T>.Dot(Current.GradientDual, Current.Gradient.Values);
        // At the minimum, a product through the dual may be rounded to below 0.
        return T.IsFinite(squares) ? T.Sqrt(T.Max(squares, T.Zero)) : throw new TrainingDivergedException(
            epoch, _options.Optimizer, _options.LearningRate, Current.Cost);
    }

    /// <summary>
    /// Finds a step length that meets the weak Wolfe conditions and goes there; by bisection, after doubling. False where
    /// none lowers the cost.
    /// </summary>
    private bool Search(int epoch)
    {
        double slope = double.CreateTruncating(VectorKernels<T>.Dot(_directionDual, Current.Gradient.Values));
        if (!(slope < 0))
            return false;
        double low = 0, high = double.PositiveInfinity, length = 1;
        for (int trial = 0; trial < MaximumTrials; trial++)
        {
            TensorPrimitives.MultiplyAdd(_direction, T.CreateTruncating(length), _parameters.Values, _trial.Values);
            LbfgsPoint<T> next = Evaluate(_trial, epoch);
            double nextSlope = double.CreateTruncating(VectorKernels<T>.Dot(_directionDual, next.Gradient.Values));
            if (!(next.Objective <= Current.Objective + (SufficientDecrease * length * slope)))
                high = length;
            else if (nextSlope < Curvature * slope)
                low = length;
            else
            {
                _length = length;
                Accept(next, T.CreateTruncating(length));
                return true;
            }

            length = double.IsFinite(high) ? (low + high) / 2 : 2 * low;
        }

        return false;
    }

    private void Accept(LbfgsPoint<T> next, T length)
    {
        var pair = LbfgsPair<T>.Of(_direction, _directionDual, length, Current, next);
        if (pair.Rho > T.Zero && T.IsFinite(pair.Rho) && T.IsFinite(pair.Scale))
            _history.Add(pair);
        if (_history.Count > _historySize)
            _history.RemoveAt(0);
        _trial.Values.CopyTo(_parameters.Values);
        _current = next;
    }

    private LbfgsPoint<T> Evaluate(NetworkParameters<T> at, int epoch)
    {
        var gradient = new NetworkParameters<T>(at.Shape);
        double cost = _passes.CostAndGradient(epoch, at, gradient), objective = cost;
        T[]? dual = _dual is null ? null : new T[gradient.Values.Length];
        if (_options.L2Regularization > 0)
            objective += AddPenalty(at, gradient, dual);
        _dual?.Invoke(gradient.Values, dual);
        return new(cost, objective, gradient, dual);
    }

    /// <summary>Adds λ W to the gradient; gives λ/2 ‖W‖².</summary>
    private double AddPenalty(NetworkParameters<T> at, NetworkParameters<T> gradient, T[]? dual)
    {
        _dual?.Invoke(at.Values, dual);
        ReadOnlySpan<T> atDual = dual ?? at.Values;
        double l2 = _options.L2Regularization, squares = 0;
        for (int offset = 0; offset < at.Values.Length;)
        {
            int length = at.EndOfBlock(offset, out bool areWeights) - offset;
            if (areWeights)
            {
                Span<T> weights = at.Values.Slice(offset, length), g = gradient.Values.Slice(offset, length);
                squares += double.CreateTruncating(VectorKernels<T>.Dot(weights, atDual.Slice(offset, length)));
                TensorPrimitives.MultiplyAdd(weights, T.CreateTruncating(l2), g, g);
            }

            offset += length;
        }

        return l2 / 2 * squares;
    }

    public void Save(BinaryWriter writer)
    {
        Current.Save(writer);
        writer.Write(_history.Count);
        foreach (LbfgsPair<T> pair in _history)
            pair.Save(writer);
    }

    public void Load(ref ByteReader reader)
    {
        bool hasDual = _dual is not null;
        _current = LbfgsPoint<T>.Load(ref reader, _trial.Shape, hasDual);
        for (int left = reader.ReadInt32(); left > 0; left--)
            _history.Add(LbfgsPair<T>.Load(ref reader, _trial.Values.Length, hasDual));
    }
}
