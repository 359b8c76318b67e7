using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training.Solvers;

/// <summary>
/// L-BFGS by the two-loop recursion of Nocedal and Wright (2006), algorithm 7.4. Inner products go through a dual, so that
/// it takes the same steps on the coefficients of the Gram form as on the weights that they stand for. A dual is linear: that of
/// each gradient and direction is computed, the parameters' follows from it, and the engine has its products from there.
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
    private readonly Dualize? _dual;
    private readonly int _historySize;
    private readonly List<LbfgsPair<T>> _history = [];

    // Used again instead of new memory for each step.
    private readonly Stack<LbfgsPair<T>> _spares = [];
    private readonly NetworkParameters<T> _trial;
    private readonly T[] _parametersDual;
    private readonly T[] _direction;
    private readonly T[] _directionDual;
    private TrainingOptions _options;
    private bool _hasStarted;
    private LbfgsPoint<T> _current;
    private LbfgsPoint<T> _next;
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
        int length = parameters.Values.Length;
        _trial = new NetworkParameters<T>(parameters.Shape) { Dual = dual is null ? null : new T[length] };
        _parametersDual = new T[dual is null ? 0 : length];
        _direction = new T[length];
        _directionDual = dual is null ? _direction : new T[length];
        _current = new LbfgsPoint<T>(parameters.Shape, hasDual: dual is not null);
        _next = new LbfgsPoint<T>(parameters.Shape, hasDual: dual is not null);
    }

    /// <summary>Writes the vector whose plain product with another is the inner product of what the two stand for.</summary>
    public delegate void Dualize(ReadOnlySpan<T> primal, Span<T> dual);

    /// <summary>Begins anew from the parameters as they are now, without memory of the steps before.</summary>
    /// <param name="options">How training is done, by the same optimizer.</param>
    public void Restart(TrainingOptions options)
    {
        Forget();
        (_options, _hasStarted, _shortSteps) = (options, false, 0);
    }

    /// <summary>Takes one step.</summary>
    public SolverEpoch? RunEpoch(int epoch, double learningRate)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            _dual?.Invoke(_parameters.Values, _parametersDual);
            _parameters.Values.CopyTo(_trial.Values);
            _parametersDual.CopyTo(_trial.Dual.AsSpan());
            Evaluate(_trial, epoch, _next);
            MakeCurrent();
            TrainingDivergedException.ThrowIfTooLarge<T>(_current.Cost, epoch, _options.Optimizer, learningRate);
        }

        double cost = _current.Cost, objective = _current.Objective;
        while (!Step(epoch))
        {
            if (_history.Count == 0)
                return null;
            // The curvature of past steps may be out of date: once more down the gradient alone.
            Forget();
        }

        bool isShort = objective - _current.Objective < _options.RelativeTolerance * objective;
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
        TensorPrimitives.Negate<T>(_current.Gradient.Values, d);
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
        T squares = VectorKernels<T>.Dot(_current.GradientDual, _current.Gradient.Values);
        // At the minimum, a product through the dual may be rounded to below 0.
        return T.IsFinite(squares) ? T.Sqrt(T.Max(squares, T.Zero)) : throw new TrainingDivergedException(
            epoch, _options.Optimizer, _options.LearningRate, _current.Cost);
    }

    /// <summary>
    /// Finds a step length that meets the weak Wolfe conditions and goes there; by bisection, after doubling. False where
    /// none lowers the cost.
    /// </summary>
    private bool Search(int epoch)
    {
        double slope = double.CreateTruncating(VectorKernels<T>.Dot(_directionDual, _current.Gradient.Values));
        if (!(slope < 0))
            return false;
        double low = 0, high = double.PositiveInfinity, length = 1;
        for (int trial = 0; trial < MaximumTrials; trial++)
        {
            TensorPrimitives.MultiplyAdd(_direction, T.CreateTruncating(length), _parameters.Values, _trial.Values);
            if (_trial.Dual is { } trialDual)
                TensorPrimitives.MultiplyAdd(_directionDual, T.CreateTruncating(length), _parametersDual, trialDual);
            Evaluate(_trial, epoch, _next);
            double nextSlope = double.CreateTruncating(VectorKernels<T>.Dot(_directionDual, _next.Gradient.Values));
            if (!(_next.Objective <= _current.Objective + (SufficientDecrease * length * slope)))
                high = length;
            else if (nextSlope < Curvature * slope)
                low = length;
            else
            {
                _length = length;
                Accept(T.CreateTruncating(length));
                return true;
            }

            length = double.IsFinite(high) ? (low + high) / 2 : 2 * low;
        }

        return false;
    }

    private void Accept(T length)
    {
        LbfgsPoint<T> past = _current;
        _trial.Values.CopyTo(_parameters.Values);
        _trial.Dual?.CopyTo(_parametersDual, 0);
        MakeCurrent();
        if (!_spares.TryPop(out LbfgsPair<T>? pair))
            pair = new(_direction.Length, hasDual: _dual is not null);
        if (!pair.TryTake(_direction, _directionDual, length, past, _current))
        {
            _spares.Push(pair);
            return;
        }

        _history.Add(pair);
        if (_history.Count <= _historySize)
            return;
        _spares.Push(_history[0]);
        _history.RemoveAt(0);
    }

    private void Forget()
    {
        _history.ForEach(_spares.Push);
        _history.Clear();
    }

    /// <summary>Makes the point that was evaluated the current one, with its gradient's dual; the other is the next.</summary>
    private void MakeCurrent()
    {
        (_current, _next) = (_next, _current);
        _dual?.Invoke(_current.Gradient.Values, _current.WritableDual);
    }

    private void Evaluate(NetworkParameters<T> at, int epoch, LbfgsPoint<T> point)
    {
        point.Gradient.Values.Clear();
        point.Cost = point.Objective = _passes.CostAndGradient(epoch, at, point.Gradient);
        if (_options.L2Regularization > 0)
            point.Objective += AddPenalty(at, point.Gradient);
    }

    /// <summary>Adds λ W to the gradient; gives λ/2 ‖W‖².</summary>
    private double AddPenalty(NetworkParameters<T> at, NetworkParameters<T> gradient)
    {
        ReadOnlySpan<T> atDual = at.Dual is { } dual ? dual : at.Values;
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
        _current.Save(writer);
        writer.Write(_history.Count);
        foreach (LbfgsPair<T> pair in _history)
            pair.Save(writer);
        writer.WriteVector<T>(_parametersDual);
    }

    public void Load(ref ByteReader reader)
    {
        bool hasDual = _dual is not null;
        _hasStarted = true;
        _current.Load(ref reader);
        for (int left = reader.ReadInt32(); left > 0; left--)
            _history.Add(LbfgsPair<T>.Load(ref reader, _trial.Values.Length, hasDual));
        reader.ReadVector<T>(_parametersDual);
    }
}
