using System.Numerics;
using MlNetShallow.Serialization;

namespace MlNetShallow.Training.Solvers;

/// <summary>Takes one step by an <see cref="UpdateRule{T}"/> for all examples or one for each mini-batch.</summary>
/// <param name="parameters">Where it starts; changed by each step.</param>
/// <param name="passes">The examples.</param>
/// <param name="options">How training is done.</param>
internal sealed class UpdateRuleSolver<T>(NetworkParameters<T> parameters, ExamplePasses<T> passes, TrainingOptions options)
    : ISolver
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateRule<T> _rule = UpdateRule<T>.Create(options.Optimizer, parameters, options);

    public SolverEpoch? RunEpoch(int epoch, double learningRate)
    {
        double cost;
        if (options.BatchSize == 0)
        {
            _rule.BeginStep(learningRate);
            cost = passes.CostAndGradient(epoch, parameters, _rule);
            Check(cost);
        }
        else
        {
            cost = passes.InBatches(epoch, parameters, _rule, () => _rule.BeginStep(learningRate), Check);
        }

        return new(cost, learningRate);

        void Check(double cost) => TrainingDivergedException.ThrowIfTooLarge<T>(cost, epoch, options.Optimizer, learningRate);
    }

    public void Save(BinaryWriter writer) => _rule.Save(writer);

    public void Load(ref ByteReader reader) => _rule.Load(ref reader);
}
