using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Numerics;

namespace MlNetShallow.Network.Tests.Numerics;

public class ActivationKernelsTests
{
    // Some roundings of numbers of about 1 to 6, and by z*z the rounding of what e is raised to.
    private const double Double = 1e-15;
    private const double Single = 6e-7;

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    // Computed with 50 digits by mpmath, from the definitions with erfc and expm1.
    [Theory]
    [InlineData(Activation.Elu, -30, -0.99999999999990642, 9.3576229688401746e-14)]
    [InlineData(Activation.Elu, -3.5, -0.9698026165776815, 0.030197383422318501)]
    [InlineData(Activation.Elu, -0.625, -0.46473857148100976, 0.53526142851899024)]
    [InlineData(Activation.Elu, 0, 0.0, 1.0)]
    [InlineData(Activation.Elu, 1, 1.0, 1.0)]
    [InlineData(Activation.Elu, 5.75, 5.75, 1.0)]
    [InlineData(Activation.Gelu, -30, -1.4720141781444561e-196, -4.4160316907084944e-195)]
    [InlineData(Activation.Gelu, -3.5, -8.1420177662433763e-4, -2.8217603536246352e-3)]
    [InlineData(Activation.Gelu, -0.625, -0.16624095565543783, 0.060884923704716136)]
    [InlineData(Activation.Gelu, 0, 0.0, 0.5)]
    [InlineData(Activation.Gelu, 1, 0.84134474606854295, 1.0833154705876863)]
    [InlineData(Activation.Gelu, 5.75, 5.7499999743425084, 1.0000001472943118)]
    [InlineData(Activation.Silu, -30, -2.8072868906517897e-12, -2.713710660963134e-12)]
    [InlineData(Activation.Silu, -3.5, -0.10259280762974712, -0.070273352827718141)]
    [InlineData(Activation.Silu, -0.625, -0.2179032095837161, 0.2067128197452455)]
    [InlineData(Activation.Silu, 0, 0.0, 0.5)]
    [InlineData(Activation.Silu, 1, 0.73105857863000488, 0.92767051187148673)]
    [InlineData(Activation.Silu, 5.75, 5.7317570736557102, 1.0150123644823954)]
    [InlineData(Activation.Softplus, -30, 9.3576229688397368e-14, 9.357622968839299e-14)]
    [InlineData(Activation.Softplus, -3.5, 0.029750418272620565, 0.029312230751356319)]
    [InlineData(Activation.Softplus, -0.625, 0.42870067827651864, 0.34864513533394576)]
    [InlineData(Activation.Softplus, 0, 0.69314718055994531, 0.5)]
    [InlineData(Activation.Softplus, 1, 1.3132616875182228, 0.73105857863000488)]
    [InlineData(Activation.Softplus, 5.75, 5.7531777264714099, 0.99682731715751481)]
    public void ValuesAndDerivativesAreThoseOfTheDefinition(Activation activation, double z, double value, double derivative)
    {
        AssertAre<double>(Double);
        AssertAre<float>(Single);

        void AssertAre<T>(double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Some before it, so that it lies in a vector of its own.
            T[] inputs = [.. Enumerable.Repeat(T.CreateTruncating(z), 21)], a = new T[inputs.Length], d = new T[inputs.Length];
            ActivationKernels.Apply<T>(activation, inputs, a);
            ActivationKernels.Derivative<T>(activation, inputs, a, d);

            Assert.All(a, found => Assert.Equal(value, double.CreateChecked(found), tolerance));
            Assert.All(d, found => Assert.Equal(derivative, double.CreateChecked(found), tolerance));
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void TheyAreTheReferenceEnginesFromEndToEnd(Activation activation)
    {
        double[] z = [.. Enumerable.Range(-4100, 8200).Select(i => i / 100.0)], a = new double[z.Length], d = new double[z.Length];
        ActivationKernels.Apply<double>(activation, z, a);
        ActivationKernels.Derivative<double>(activation, z, a, d);

        for (int i = 0; i < z.Length; i++)
        {
            double value = ReferenceActivation.Apply(activation, z[i]);
            Assert.Equal(value, a[i], Double * Math.Max(1, Math.Abs(value)));
            Assert.Equal(ReferenceActivation.Derivative(activation, z[i]), d[i], 4 * Double);
        }
    }

    [Theory]
    [InlineData(Activation.Elu, -1)]
    [InlineData(Activation.Gelu, 0)]
    [InlineData(Activation.Silu, 0)]
    [InlineData(Activation.Softplus, 0)]
    public void FarFromZeroTheyAreTheirLimits(Activation activation, double limit)
    {
        AssertAre<double>(1e200, 1e-300);
        AssertAre<float>(1e30, 1e-30);

        void AssertAre<T>(double far, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] z = [T.CreateTruncating(-far), T.CreateTruncating(far), T.NaN], a = new T[3], d = new T[3];
            ActivationKernels.Apply<T>(activation, z, a);
            ActivationKernels.Derivative<T>(activation, z, a, d);

            Assert.Equal(limit, double.CreateChecked(a[0]), tolerance);
            Assert.Equal(z[1], a[1]);
            Assert.Equal([T.Zero, T.One], d[..2]);
            Assert.True(T.IsNaN(a[2]) && T.IsNaN(d[2]));
        }
    }
}
