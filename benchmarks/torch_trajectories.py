#!/usr/bin/env python3
"""Writes tests/Network.Tests/Fixtures/torch_trajectories.json: what PyTorch's optimizers do, step by step.

A 5-3-1 network with tanh units on 8 examples, full batch, 20 steps in double precision; the start, the data, the costs before
each step and the parameters in the end. And networks of two and three hidden layers under Adam, in a file of their own,
torch_deep_trajectories.json. Needs Python with torch. Run it from the repository's root.
"""
import json
from pathlib import Path

import torch

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
X, y = torch.randn(8, 5), torch.tensor([0., 1, 1, 0, 1, 0, 0, 1])[:, None]
START = [torch.randn(3, 5) * 0.5, torch.randn(3) * 0.1, torch.randn(1, 3) * 0.5, torch.randn(1) * 0.1]
L2, STEPS = 0.01, 20

OPTIMIZERS = {
    "gradient descent": lambda groups: torch.optim.SGD(groups, lr=0.5),
    "momentum": lambda groups: torch.optim.SGD(groups, lr=0.2, momentum=0.9),
    "nesterov": lambda groups: torch.optim.SGD(groups, lr=0.2, momentum=0.9, nesterov=True),
    "adam": lambda groups: torch.optim.Adam(groups, lr=0.05, betas=(0.8, 0.99), eps=1e-8),
}


def flat(tensors):
    return [value for tensor in tensors for value in tensor.detach().flatten().tolist()]


def trajectory(make, l2):
    net = torch.nn.Sequential(torch.nn.Linear(5, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    parameters = list(net.parameters())
    with torch.no_grad():
        for parameter, start in zip(parameters, START):
            parameter.copy_(start)
    optimizer = make([{"params": parameters[0::2], "weight_decay": l2}, {"params": parameters[1::2], "weight_decay": 0}])
    costs = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        cost = torch.nn.functional.binary_cross_entropy_with_logits(net(X), y)
        cost.backward()
        costs.append(cost.item())
        optimizer.step()
    return {"costs": costs, "parameters": flat(parameters)}


def deep_trajectory(hidden, make_activation):
    """The start, costs and end of a network of these hidden layers, under Adam with L2, 50 steps."""
    sizes = [5, *hidden, 1]
    layers = []
    for fan_in, units in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(fan_in, units), make_activation()]
    net = torch.nn.Sequential(*layers[:-1])
    parameters = list(net.parameters())
    with torch.no_grad():
        for parameter in parameters:
            parameter.copy_(torch.randn(parameter.shape) * 0.5)
    start = flat(parameters)
    optimizer = torch.optim.Adam(
        [{"params": parameters[0::2], "weight_decay": L2}, {"params": parameters[1::2], "weight_decay": 0}], lr=0.02)
    costs = []
    for _ in range(50):
        optimizer.zero_grad()
        cost = torch.nn.functional.binary_cross_entropy_with_logits(net(X), y)
        cost.backward()
        costs.append(cost.item())
        optimizer.step()
    return {"hidden": hidden, "start": start, "costs": costs, "parameters": flat(parameters)}


result = {
    "torch": torch.__version__, "features": flat([X]), "labels": flat([y]), "start": flat(START), "l2": L2,
    "trajectories": {f"{name}{suffix}": trajectory(make, l2)
                     for name, make in OPTIMIZERS.items() for suffix, l2 in (("", 0), (", L2", L2))},
}
DEEP = {
    "Tanh, 2 layers": ([4, 3], torch.nn.Tanh), "Tanh, 3 layers": ([6, 4, 3], torch.nn.Tanh),
    "Sigmoid, 2 layers": ([4, 3], torch.nn.Sigmoid), "LeakyRelu, 3 layers": ([6, 4, 3], torch.nn.LeakyReLU),
}
deep = {
    "torch": torch.__version__, "features": flat([X]), "labels": flat([y]), "l2": L2,
    "trajectories": {name: deep_trajectory(*it) for name, it in DEEP.items()},
}
for name, content in ("torch_trajectories", result), ("torch_deep_trajectories", deep):
    path = Path(f"tests/Network.Tests/Fixtures/{name}.json")
    path.write_text(json.dumps(content, indent=1) + "\n")
    print(path, content["torch"])
