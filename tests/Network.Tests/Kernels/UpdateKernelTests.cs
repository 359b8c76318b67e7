using MlNetShallow.Kernels;

namespace MlNetShallow.Network.Tests.Kernels;

/// <summary>
/// Each width against a single value at a time, to the bit, over lengths with every kind of remainder. That the steps are those
/// published is the matter of <see cref="Training.Solvers.UpdateRuleTests"/>.
/// </summary>
public class UpdateKernelTests
{
    private const int Longest = 40;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, Longest + 1)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void DescentIsTheSameAtEveryWidth(int length)
        => AssertSame(length, state => new DescentStep<float>(state.Theta, state.Gradient, 0.1f, 0.3f));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void MomentumIsTheSameAtEveryWidth(int length)
    {
        foreach (bool isNesterov in (bool[])[false, true])
        {
            AssertSame(length, state => new MomentumStep<float>(
                state.Theta, state.Gradient, state.First, 0.1f, 0.3f, 0.9f, isNesterov));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AdamIsTheSameAtEveryWidth(int length)
        => AssertSame(length, state => new AdamStep<float>(state.Theta, state.Gradient, state.First, state.Second)
        {
            L2 = 0.1f, Rate = 0.3f, Beta1 = 0.9f, Beta2 = 0.999f, RootScale = 1.5f, Epsilon = 1e-8f,
        });

    private delegate TStep MakeStep<TStep>(State state)
        where TStep : allows ref struct;

    private static void AssertSame<TStep>(int length, MakeStep<TStep> step)
        where TStep : struct, IUpdateStep<float>, allows ref struct
    {
        State start = new(), scalar = new(), wide128 = new(), wide256 = new(), wide512 = new();
        UpdateKernel<Scalar<float>, float>.Update(step(scalar), length);
        UpdateKernel<Wide128<float>, float>.Update(step(wide128), length);
        UpdateKernel<Wide256<float>, float>.Update(step(wide256), length);
        UpdateKernel<Wide512<float>, float>.Update(step(wide512), length);

        for (int i = 0; i < Longest; i++)
            Assert.Equal(i < length, scalar.Theta[i] != start.Theta[i]);
        foreach (State state in (State[])[wide128, wide256, wide512])
        {
            Assert.Equal(scalar.Theta, state.Theta);
            Assert.Equal(scalar.First, state.First);
            Assert.Equal(scalar.Second, state.Second);
        }
    }

    /// <summary>The same values each time.</summary>
    private sealed class State
    {
        private readonly Random _random = new(1);

        public State() => (Theta, Gradient, First, Second) = (Draw(), Draw(), Draw(), Draw());

        public float[] Theta { get; }

        public float[] Gradient { get; }

        public float[] First { get; }

        public float[] Second { get; }

        private float[] Draw() => [.. Enumerable.Range(0, Longest).Select(_ => _random.NextSingle() + 0.1f)];
    }
}
