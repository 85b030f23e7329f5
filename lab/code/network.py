"""A trained network as code: ours in NumPy, and the same in PyTorch."""

from lab.code.layers import RULES, Snippet, printed
from lab.data.designs import DESIGNS, as_input
from lab.data.faces import FACES, face
from lab.data.trained import TRAINED


def for_network(name: str, number: int) -> list[Snippet]:
    """The code that loads a network's weights and asks it about one of the numbered faces."""
    design = DESIGNS[name]
    file = f"assets/networks/{design.file}"
    picture, _ = face(number)
    scores = TRAINED[name](as_input(picture)).astype(float).round(1).tolist()

    def start(imports: str) -> str:
        return (
            f"import numpy as np\n{imports}\nfrom lab.data.designs import as_input\n"
            "from lab.data.faces import FACES, face\n\n"
            f'weights = {{n: a.astype(np.float32) for n, a in np.load("{file}").items()}}\n'
        )

    layer = f'Layer("{design.pooling.kind}", 2)' if design.pooling else "None"
    ours = (
        start("from pooling import ConvNet, Filters, Layer") + "filters = tuple(\n"
        '    Filters(weights[f"convolution_{i}"], weights[f"convolution_{i}_bias"], '
        f"stride={design.stride}, padding=1)\n"
        "    for i in (1, 2, 3)\n)\n"
        f'net = ConvNet(filters, {layer}, {design.last!r}, weights["dense"], '
        'weights["dense_bias"])\n'
        f"picture, kind = face({number})\n"
        "print(dict(zip(FACES, net(as_input(picture)).astype(float).round(1).tolist())))\n"
        + printed(dict(zip(FACES, scores, strict=True)))
    )
    pools = {"max": "MaxPool2d(2)", "avg": "AvgPool2d(2)"}
    pool = f", nn.{pools[design.pooling.kind]}" if design.pooling else ""
    last = "nn.AdaptiveMaxPool2d(1), " if design.last else ""
    values = design.shapes["dense"][1]
    theirs = (
        start("import torch\nfrom torch import nn")
        + "rounds = []\nfor before, after in ((3, 8), (8, 12), (12, 16)):\n"
        f"    rounds += [nn.Conv2d(before, after, 3, {design.stride}, padding=1), nn.ReLU()"
        f"{pool}]\n"
        f"net = nn.Sequential(*rounds, {last}nn.Flatten(), nn.Linear({values}, {len(FACES)}))\n"
        "names = [n for i in (1, 2, 3) for n in "
        '(f"convolution_{i}", f"convolution_{i}_bias")]\n'
        'arrays = [weights[n] for n in (*names, "dense", "dense_bias")]\n'
        "for parameter, array in zip(net.parameters(), arrays):\n"
        "    parameter.data = torch.from_numpy(array)\n"
        f"picture, kind = face({number})\n"
        "scores = net(torch.from_numpy(as_input(picture))[None])[0]\n"
        "print(dict(zip(FACES, scores.detach().numpy().astype(float).round(1).tolist())))\n"
        + printed(dict(zip(FACES, scores, strict=True)))
    )
    return [
        Snippet("NumPy", ours),
        Snippet("PyTorch", theirs, "", RULES["PyTorch"].source),
    ]
