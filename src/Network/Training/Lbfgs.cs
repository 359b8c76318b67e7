using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>
/// L-BFGS by the two-loop recursion of Nocedal and Wright (2006), algorithm 7.4. Inner products go through a dual, so that
/// it takes the same steps on the coefficients of the Gram form as on the weights that they stand for.
/// </summary>
internal sealed class Lbfgs<T> : IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MaximumTrials = 40;

    /// <summary>The steps running that must be too short for the tolerance.</summary>
    private const int Patience = 3;

    private readonly TrainingRun<T> _run;
    private readonly Dualize? _dual;
    private readonly int _historySize;
    private readonly List<LbfgsPair<T>> _history = [];
    private readonly NetworkParameters<T> _trial;
    private LbfgsPoint<T>? _current;
    private double _length;
    private int _shortSteps;

    /// <summary>Prepares a run.</summary>
    /// <param name="optimizer">The number of past steps to keep.</param>
    /// <param name="run">The training.</param>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain.</param>
    public Lbfgs(LbfgsOptimizer optimizer, TrainingRun<T> run, Dualize? dual)
    {
        (_run, _historySize) = (run, optimizer.HistorySize);
        _dual = dual;
        _trial = run.Parameters.Clone();
    }

    /// <summary>Writes the vector whose plain product with another is the inner product of what the two stand for.</summary>
    public delegate void Dualize(ReadOnlySpan<T> primal, Span<T> dual);

    private LbfgsPoint<T> Current => _current!;

    /// <summary>Takes as many steps as there are epochs.</summary>
    public StopReason Run()
    {
        if (_current is null)
        {
            _current = Evaluate(_run.Parameters);
            _run.CheckCost(_current.Cost);
        }

        T[] direction = new T[_run.Parameters.Values.Length];
        T[] directionDual = _dual is null ? direction : new T[direction.Length];
        while (_run.EpochsDone < _run.Options.Epochs)
        {
            if (_run.IsCancelled)
                return StopReason.Cancelled;
            double cost = Current.Cost, objective = Current.Objective;
            if (!Step(direction, directionDual))
            {
                if (_run.IsCancelled)
                    return StopReason.Cancelled;
                if (_history.Count == 0)
                    return StopReason.Converged;
                // What the past tells of the curvature may be wrong by now: once more down the gradient alone.
                _history.Clear();
                continue;
            }

            if (_run.EndEpoch(cost, _length) is { } reason)
                return reason;
            bool isShort = objective - Current.Objective < _run.Options.RelativeTolerance * objective;
            _shortSteps = isShort ? _shortSteps + 1 : 0;
            if (_shortSteps == Patience)
                return StopReason.Converged;
        }

        return StopReason.Completed;
    }

    private bool Step(T[] direction, T[] directionDual)
    {
        Direction(direction);
        _dual?.Invoke(direction, directionDual);
        return Search(direction, directionDual);
    }

    /// <summary>direction = −H g, with the inverse Hessian H that the past steps tell of.</summary>
    private void Direction(T[] direction)
    {
        Span<T> d = direction;
        TensorPrimitives.Negate<T>(Current.Gradient.Values, d);
        var alpha = new T[_history.Count];
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            LbfgsPair<T> pair = _history[i];
            alpha[i] = pair.Rho * TensorPrimitives.Dot<T>(pair.StepDual, d);
            TensorPrimitives.MultiplyAdd(pair.Change, -alpha[i], d, d);
        }

        // Without a past the first step has length 1 at the most (Nocedal and Wright, section 6.1).
        T scale = _history.Count > 0 ? _history[^1].Scale : T.One / T.Max(T.One, GradientLength());
        TensorPrimitives.Multiply(d, scale, d);
        for (int i = 0; i < _history.Count; i++)
        {
            LbfgsPair<T> pair = _history[i];
            T beta = pair.Rho * TensorPrimitives.Dot<T>(pair.ChangeDual, d);
            TensorPrimitives.MultiplyAdd(pair.Step, alpha[i] - beta, d, d);
        }
    }

    /// <exception cref="TrainingDivergedException">The precision does not hold it: a step by such a gradient would be one of
    /// length 0, and look like the end of the descent.</exception>
    private T GradientLength()
    {
        T squares = TensorPrimitives.Dot(Current.GradientDual, Current.Gradient.Values);
        // At the minimum, a product through the dual may be rounded to below 0.
        return T.IsFinite(squares) ? T.Sqrt(T.Max(squares, T.Zero)) : throw new TrainingDivergedException(
            _run.EpochsDone + 1, _run.Options.Optimizer, _run.Options.LearningRate, Current.Cost);
    }

    /// <summary>
    /// Finds a step length that meets the weak Wolfe conditions and goes there; by bisection, after doubling. False where
    /// none lowers the cost.
    /// </summary>
    private bool Search(T[] direction, T[] directionDual)
    {
        double slope = double.CreateTruncating(TensorPrimitives.Dot<T>(directionDual, Current.Gradient.Values));
        if (!(slope < 0))
            return false;
        double low = 0, high = double.PositiveInfinity, length = 1;
        for (int trial = 0; trial < MaximumTrials && !_run.IsCancelled; trial++)
        {
            TensorPrimitives.MultiplyAdd(direction, T.CreateTruncating(length), _run.Parameters.Values, _trial.Values);
            LbfgsPoint<T> next = Evaluate(_trial);
            double nextSlope = double.CreateTruncating(TensorPrimitives.Dot<T>(directionDual, next.Gradient.Values));
            if (!(next.Objective <= Current.Objective + (SufficientDecrease * length * slope)))
                high = length;
            else if (nextSlope < Curvature * slope)
                low = length;
            else
            {
                _length = length;
                Accept(next, direction, directionDual, T.CreateTruncating(length));
                return true;
            }

            length = double.IsFinite(high) ? (low + high) / 2 : 2 * low;
        }

        return false;
    }

    private void Accept(LbfgsPoint<T> next, T[] direction, T[] directionDual, T length)
    {
        var pair = LbfgsPair<T>.Of(direction, directionDual, length, Current, next);
        if (pair.Rho > T.Zero && T.IsFinite(pair.Rho) && T.IsFinite(pair.Scale))
            _history.Add(pair);
        if (_history.Count > _historySize)
            _history.RemoveAt(0);
        _trial.Values.CopyTo(_run.Parameters.Values);
        _current = next;
    }

    private LbfgsPoint<T> Evaluate(NetworkParameters<T> at)
    {
        var gradient = new NetworkParameters<T>(at.Shape);
        double cost = _run.CostAndGradient(at, gradient), objective = cost;
        T[]? dual = _dual is null ? null : new T[gradient.Values.Length];
        if (_run.Options.L2Regularization > 0)
            objective += AddPenalty(at, gradient, dual);
        _dual?.Invoke(gradient.Values, dual);
        return new(cost, objective, gradient, dual);
    }

    /// <summary>Adds λ W to the gradient; gives λ/2 ‖W‖².</summary>
    private double AddPenalty(NetworkParameters<T> at, NetworkParameters<T> gradient, T[]? dual)
    {
        _dual?.Invoke(at.Values, dual);
        ReadOnlySpan<T> atDual = dual ?? at.Values;
        double l2 = _run.Options.L2Regularization, squares = 0;
        for (int offset = 0; offset < at.Values.Length;)
        {
            int length = at.EndOfBlock(offset, out bool areWeights) - offset;
            if (areWeights)
            {
                Span<T> weights = at.Values.Slice(offset, length), g = gradient.Values.Slice(offset, length);
                squares += double.CreateTruncating(TensorPrimitives.Dot(weights, atDual.Slice(offset, length)));
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
