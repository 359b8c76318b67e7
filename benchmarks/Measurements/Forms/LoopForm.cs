using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Measurements.Forms;

/// <summary>
/// Gradient descent over the whole set as the lecture notes write it before they vectorize it: explicit loops over the examples,
/// the hidden units and the features, one number at a time. ReLU units, one sigmoid output.
/// </summary>
internal sealed class LoopForm(ShallowNetwork<double> start, TrainingSet examples)
{
    private readonly double[][] _x = FeatureRows.Of(examples);

    /// <summary>J before each step.</summary>
    public double[] Train(double rate, int steps)
    {
        int m = examples.Rows, units = start.Shape.HiddenUnits, features = start.Shape.Inputs;
        double[][] w1 = [.. Enumerable.Range(0, units).Select(u => start.W1.Slice(u * features, features).ToArray())];
        double[] b1 = start.B1.ToArray(), w2 = start.W2.ToArray();
        double b2 = start.B2[0];
        var costs = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            double[][] dW1 = [.. Enumerable.Range(0, units).Select(_ => new double[features])];
            double[] dB1 = new double[units], dW2 = new double[units], z1 = new double[units], a1 = new double[units];
            double dB2 = 0, cost = 0;
            for (int i = 0; i < m; i++)
            {
                double[] x = _x[i];
                double y = examples.Labels[i], z2 = b2;
                for (int u = 0; u < units; u++)
                {
                    double[] w = w1[u];
                    double z = b1[u];
                    for (int j = 0; j < w.Length; j++)
                        z += w[j] * x[j];
                    z1[u] = z;
                    a1[u] = Math.Max(0, z);
                    z2 += w2[u] * a1[u];
                }

                cost += CrossEntropy.CostOfLogit(z2, y);
                double dZ2 = CrossEntropy.Sigmoid(z2) - y;
                dB2 += dZ2;
                for (int u = 0; u < units; u++)
                {
                    dW2[u] += dZ2 * a1[u];
                    double dZ1 = z1[u] >= 0 ? w2[u] * dZ2 : 0;
                    dB1[u] += dZ1;
                    double[] dW = dW1[u];
                    for (int j = 0; j < dW.Length; j++)
                        dW[j] += dZ1 * x[j];
                }
            }

            costs[step] = cost / m;
            for (int u = 0; u < units; u++)
            {
                for (int j = 0; j < features; j++)
                    w1[u][j] -= rate * dW1[u][j] / m;
                b1[u] -= rate * dB1[u] / m;
                w2[u] -= rate * dW2[u] / m;
            }

            b2 -= rate * dB2 / m;
        }

        return costs;
    }
}
