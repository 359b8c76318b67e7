using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Training;

/// <summary>
/// L-BFGS by the two-loop recursion of Nocedal and Wright (2006), algorithm 7.4. Inner products go through a dual, so that
/// it takes the same steps on coefficients in the span of the examples as on the weights that they stand for.
/// </summary>
internal sealed class Lbfgs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MaximumTrials = 40;

    private readonly TrainingRun<T> _run;
    private readonly Dualize? _dual;
    private readonly int _historySize;
    private readonly List<Pair> _history = [];
    private readonly NetworkParameters<T> _trial;
    private Point _current;
    private double _length;

    /// <summary>Prepares a run.</summary>
    /// <param name="optimizer">The number of past steps to keep.</param>
    /// <param name="run">The training.</param>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain.</param>
    public Lbfgs(LbfgsOptimizer optimizer, TrainingRun<T> run, Dualize? dual)
    {
        (_run, _historySize) = (run, optimizer.HistorySize);
        _dual = dual;
        _trial = run.Parameters.Clone();
        _current = Evaluate(run.Parameters);
        run.CheckedCost(_current.Cost);
    }

    /// <summary>Writes the vector whose plain product with another is the inner product of what the two stand for.</summary>
    public delegate void Dualize(ReadOnlySpan<T> primal, Span<T> dual);

    /// <summary>Takes as many steps as there are epochs.</summary>
    public StopReason Run()
    {
        T[] direction = new T[_run.Parameters.Values.Length];
        T[] directionDual = _dual is null ? direction : new T[direction.Length];
        while (_run.EpochsDone < _run.Options.Epochs)
        {
            if (_run.IsCancelled)
                return StopReason.Cancelled;
            double cost = _current.Cost;
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
        TensorPrimitives.Negate<T>(_current.Gradient.Values, d);
        var alpha = new T[_history.Count];
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            Pair pair = _history[i];
            alpha[i] = pair.Rho * TensorPrimitives.Dot<T>(pair.StepDual, d);
            TensorPrimitives.MultiplyAdd(pair.Change, -alpha[i], d, d);
        }

        // Without a past the first step has length 1 at the most (Nocedal and Wright, section 6.1).
        T scale = _history.Count > 0
            ? _history[^1].Scale
            : T.One / T.Max(T.One, T.Sqrt(TensorPrimitives.Dot(_current.GradientDual, _current.Gradient.Values)));
        TensorPrimitives.Multiply(d, scale, d);
        for (int i = 0; i < _history.Count; i++)
        {
            Pair pair = _history[i];
            T beta = pair.Rho * TensorPrimitives.Dot<T>(pair.ChangeDual, d);
            TensorPrimitives.MultiplyAdd(pair.Step, alpha[i] - beta, d, d);
        }
    }

    /// <summary>
    /// Finds a step length that meets the weak Wolfe conditions and goes there; by bisection, after doubling. False where
    /// none lowers the cost.
    /// </summary>
    private bool Search(T[] direction, T[] directionDual)
    {
        double slope = double.CreateTruncating(TensorPrimitives.Dot<T>(directionDual, _current.Gradient.Values));
        if (!(slope < 0))
            return false;
        double low = 0, high = double.PositiveInfinity, length = 1;
        for (int trial = 0; trial < MaximumTrials && !_run.IsCancelled; trial++)
        {
            TensorPrimitives.MultiplyAdd(direction, T.CreateTruncating(length), _run.Parameters.Values, _trial.Values);
            Point next = Evaluate(_trial);
            double nextSlope = double.CreateTruncating(TensorPrimitives.Dot<T>(directionDual, next.Gradient.Values));
            if (!(next.Objective <= _current.Objective + (SufficientDecrease * length * slope)))
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

    private void Accept(Point next, T[] direction, T[] directionDual, T length)
    {
        var pair = new Pair(direction, directionDual, length, _current, next);
        if (pair.Rho > T.Zero && T.IsFinite(pair.Rho) && T.IsFinite(pair.Scale))
            _history.Add(pair);
        if (_history.Count > _historySize)
            _history.RemoveAt(0);
        _trial.Values.CopyTo(_run.Parameters.Values);
        _current = next;
    }

    private Point Evaluate(NetworkParameters<T> at)
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

    /// <summary>The cost, the cost with the penalty, the gradient and its dual, which is itself where products are plain.</summary>
    private sealed class Point(double cost, double objective, NetworkParameters<T> gradient, T[]? dual)
    {
        public double Cost => cost;

        public double Objective => objective;

        public NetworkParameters<T> Gradient => gradient;

        public ReadOnlySpan<T> GradientDual => dual is null ? gradient.Values : dual;
    }

    /// <summary>A past step s, the change y of the gradient over it, their duals, 1 / s·y, and s·y / y·y.</summary>
    private sealed class Pair
    {
        public Pair(T[] direction, T[] directionDual, T length, Point from, Point to)
        {
            Step = new T[direction.Length];
            Change = new T[direction.Length];
            TensorPrimitives.Multiply(direction, length, Step);
            TensorPrimitives.Subtract(to.Gradient.Values, from.Gradient.Values, Change);
            (StepDual, ChangeDual) = (Step, Change);
            if (directionDual != direction)
            {
                (StepDual, ChangeDual) = (new T[direction.Length], new T[direction.Length]);
                TensorPrimitives.Multiply(directionDual, length, StepDual);
                TensorPrimitives.Subtract(to.GradientDual, from.GradientDual, ChangeDual);
            }

            T product = TensorPrimitives.Dot<T>(StepDual, Change);
            Rho = T.One / product;
            Scale = product / TensorPrimitives.Dot<T>(ChangeDual, Change);
        }

        public T[] Step { get; }

        public T[] StepDual { get; }

        public T[] Change { get; }

        public T[] ChangeDual { get; }

        public T Rho { get; }

        public T Scale { get; }
    }
}
