#!/usr/bin/env python3
"""Learns src/find/places/weights.rs: how much each clue and each point counts.

    weights.py TRACES GOLD [TRACES GOLD …] --scorer geo_scorer.py --out weights.rs

TRACES  what the finder saw, one text a line (examples/trace_places.rs)
GOLD    texts with marked places, one a line: {"id", "text", "spans": [{"b", "e", "lat", "lon", "optional"}]}

Only texts on even lines are learned from; the others are kept to look at. Clues: logistic regression. Points: conditional
logit over the senses of a name. Both by full gradient descent from the same start, so that the result is always the same.
"""
import argparse, importlib.util, json, re
import numpy as np

ap = argparse.ArgumentParser()
ap.add_argument("files", nargs="+"); ap.add_argument("--scorer", required=True); ap.add_argument("--out", required=True)
ap.add_argument("--clues", required=True, help="JSON list of the clues' names"); ap.add_argument("--points", required=True, help="JSON list of the points' names")
ap.add_argument("--show", type=int, default=0, help="how many faults of each kind to print")
ap.add_argument("--spans", action="store_true", help="the gold has no positions: learn the clues alone")
ap.add_argument("--l2", type=float, default=1.0); ap.add_argument("--all", action="store_true"); ap.add_argument("--half", type=int, default=0)
ap.add_argument("--weights", default="", help="how much each corpus counts, with commas")
a = ap.parse_args()
spec = importlib.util.spec_from_file_location("geo", a.scorer); geo = importlib.util.module_from_spec(spec); spec.loader.exec_module(geo)
names = json.loads(a.clues); point_names = json.loads(a.points)
rows, labels, imps, groups, gimps, cal = [], [], [], [], [], []
cw = [float(x) for x in a.weights.split(",")] if a.weights else [1.0] * (len(a.files) // 2)
for ci, (tr, go) in enumerate(zip(a.files[::2], a.files[1::2])):
    gold = [json.loads(l) for l in open(go, encoding="utf-8")]
    traces = {t["id"]: t for t in map(json.loads, open(tr, encoding="utf-8"))}
    for n, g in enumerate(gold):
        if not a.all and n % 2 != a.half:
            continue
        t = traces[g["id"]]; text = g["text"]
        G = [geo.trim(text, x["b"], x["e"]) for x in g["spans"]]; S = [geo.trim(text, x["b"], x["e"]) for x in t["spots"]]
        man = [i for i, x in enumerate(g["spans"]) if not x.get("optional")]; opt = [i for i, x in enumerate(g["spans"]) if x.get("optional")]
        pairs = geo.match([G[i] for i in man], S)
        hit = {j: man[i] for i, j, _ in pairs}; exact = {j for _, j, x in pairs if x}
        rest = [j for j in range(len(S)) if j not in hit]
        drop = {rest[j] for _, j, _ in geo.match([G[i] for i in opt], [S[j] for j in rest])}
        done = set()
        for j, s in enumerate(t["spots"]):
            if j in drop:
                continue
            label = 0.0; senses = t["names"][s["n"]]["s"]
            if a.spans: label = float(j in hit)
            elif j in hit:
                # What cannot be put right teaches nothing where the name is whole; part of another name is no place.
                gs = g["spans"][hit[j]]; at = gs.get("lat") is not None
                right = [at and (geo.km(gs["lat"], gs["lon"], x["lat"], x["lon"]) <= 161 or geo.same_area(gs.get("name") or text[gs["b"]:gs["e"]], gs, x)) for x in senses]
                if not any(right) and j in exact: continue
                label = float(any(right))
            if not (senses or a.spans): continue
            row = np.zeros(len(names))
            for c, v in s["c"]: row[c] = v
            rows.append(row); labels.append(label); imps.append(cw[ci])
            if a.spans: continue
            best = int(np.argmax([x["sh"] for x in senses])); cal.append((len(rows) - 1, senses[best]["sh"], float(j in hit and right[best])))
            if label:
                if any(right) and not all(right):
                    # One sense a text: a name that is repeated teaches no more than one that is not.
                    key = s["n"]
                    groups.append((np.array([x["f"] for x in senses]), np.array(right))); gimps.append(cw[ci] * (1.0 if key not in done else 0.3)); done.add(key)
X, y, w = np.array(rows), np.array(labels), np.array(imps)
print("spots", len(y), "places", int(y.sum()), "ambiguous", len(groups))

def adam(grad, size, start=None, steps=1500, rate=0.05):
    x = np.zeros(size) if start is None else start.copy(); m = np.zeros(size); v = np.zeros(size)
    for t in range(1, steps + 1):
        g = grad(x); m = 0.9 * m + 0.1 * g; v = 0.999 * v + 0.001 * g * g
        x -= rate * (1 - t / steps) * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
    return x

def clue_grad(b):
    p = 1 / (1 + np.exp(-X @ b)); g = X.T @ (w * (p - y)) + a.l2 * b; g[0] -= a.l2 * b[0]
    return g / w.sum()

def point_grad(b):
    g = np.zeros_like(b)
    for (F, r), i in zip(groups, gimps):
        s = F @ b; s -= s.max(); e = np.exp(s); p = e / e.sum(); q = np.where(r, e, 0); q /= q.sum()
        g += i * (F.T @ (p - q))
    return (g + a.l2 * b) / sum(gimps)

clues = adam(clue_grad, len(names)); points = np.zeros(len(point_names)) if a.spans else adam(point_grad, len(point_names), steps=400)
# What no text of these tells about is set by hand.
BY_HAND = dict(Home=2.5, Former=-2.5, Code=-1.0, World=3.0, Natural=0.5, Site=-0.5, PeopleName=-2.5, BeforeShip=-2.0, SenseWorld=0.5)
# Nor is there enough in them of what is rare in news of one country: cities with their provinces, hours by a city's time, persons with
# the names of cities, other names of foreign cities. Learned by themselves, these have the same signs and are smaller.
ALWAYS = dict(Seated=-4.0, AfterTime=-4.0, AfterNamelike=-5.0, DocLed=-2.0, LedLarge=-1.5, NotMainOnly=1.5, OrdinaryCountry=1.8, BeforePersonal=-3.0, KnownRegion=1.2, InList=0.9)
if a.spans: ALWAYS = dict(InList=4.0)
for values, which, seen in ((clues, names, (X != 0).sum(0)), (points, point_names, sum((F != 0).sum(0) for F, _ in groups) if groups else None)):
    for i, n in enumerate(which):
        if n in BY_HAND and (seen is None or seen[i] < 5): values[i] = BY_HAND[n]
        if n in ALWAYS: values[i] = ALWAYS[n]
p = 1 / (1 + np.exp(-X @ clues)); print("clues: accuracy %.3f, loss %.4f" % (((p > 0.5) == (y > 0)).mean(), -(np.log(np.where(y > 0, p, 1 - p))).mean()))
ok = [] if a.spans else [r[np.argmax(F @ points)] for F, r in groups]; print("points: accuracy %.3f" % (np.average(ok, weights=gimps) if ok else 0))
if a.spans: cal, groups = [(0, 0.5, 1.0)], [(np.zeros((1, len(point_names))), np.array([True]))]; gimps = [1.0]
# Confidence: how often the first choice was right, from the two probabilities that led to it.
logit = lambda q: np.log(np.clip(q, 1e-4, 1 - 1e-4) / np.clip(1 - q, 1e-4, 1 - 1e-4))
C = np.array([[1.0, logit(p[i]), logit(sh)] for i, sh, _ in cal]); cy = np.array([r for _, _, r in cal])
cal_w = adam(lambda b: C.T @ (w[:len(cal)] * (1 / (1 + np.exp(-C @ b)) - cy)) / w.sum(), 3, steps=800)
q = 1 / (1 + np.exp(-C @ cal_w)); print("confidence:", [(round(float(q[m].mean()), 2), round(float(cy[m].mean()), 2), int(m.sum())) for m in [(q >= lo) & (q < lo + 0.1) for lo in np.arange(0, 1, 0.1)] if m.any()])
def table(kind, names, values):
    return "".join("    (%s::%s, %.3f),\n" % (kind, n, v) for n, v in zip(names, values) if abs(v) >= 0.0005)
point_table = "" if a.spans else f'''/// For each point of a sense.
pub const POINTS: &[(Point, f32)] = &[
{table("Point", point_names, points)}];

/// Confidence of the first choice: a constant, and what the logits of its two probabilities count.
pub const CONFIDENCE: [f32; 3] = [{", ".join("%.3f" % v for v in cal_w)}];

'''
open(a.out, "w").write(f'''//! How much each clue {"counts in Russian" if a.spans else "and each point counts"}: learned by `assets/build/find/weights.py`, which says how.

{"" if a.spans else "use super::choose::Point;" + chr(10)}use super::clues::Clue;

{point_table}/// For each clue.
pub const CLUES: &[(Clue, f32)] = &[
{table("Clue", names, clues)}];
''')
for n, v in sorted(zip(names, clues), key=lambda x: -abs(x[1])): print("%6.2f %s (%d)" % (v, n, (X[:, names.index(n)] != 0).sum()), end="; ")
print(); print(points.round(2))

# How the weights do, with the votes of the traces.
import collections
for tr, go in zip(a.files[::2], a.files[1::2]):
    gold = [json.loads(l) for l in open(go, encoding="utf-8")]
    traces = {t["id"]: t for t in map(json.loads, open(tr, encoding="utf-8"))}
    for half in (0, 1):
        G, S = {}, {}
        for g in gold[half::2]:
            t = traces[g["id"]]; spans = []
            bests = []
            for n in t["names"]:
                if not n["s"]: bests.append((None, 1.0)); continue
                e = np.array([x["f"] for x in n["s"]]) @ points; e = np.exp(e - e.max()); e /= e.sum(); bests.append((n["s"][int(e.argmax())], float(e.max())))
            for s in t["spots"]:
                z = sum(clues[c] * v for c, v in s["c"]); q = 1 / (1 + np.exp(-z)); b, sh = bests[s["n"]]
                if a.spans:
                    if q >= 0.5: spans.append(dict(b=s["b"], e=s["e"], lat=None, lon=None))
                elif b and 1 / (1 + np.exp(-(cal_w[0] + cal_w[1] * logit(q) + cal_w[2] * logit(sh)))) >= 0.4: spans.append(dict(b=s["b"], e=s["e"], lat=b["lat"], lon=b["lon"]))
            for x in g["spans"]: x.setdefault("lat", None); x.setdefault("lon", None); x.setdefault("name", "")
            G[g["id"]] = g; S[g["id"]] = dict(id=g["id"], spans=spans)
        errs = []; r = geo.score(G, S, False, errs)
        print("%s half %d: found F %.1f, area P %.1f R %.1f F %.1f" % (go.rsplit("/", 1)[-1], half, *(100 * r[k] for k in ("relaxed_F1", "area_e2e_P", "area_e2e_R", "area_e2e_F1"))))
        if half == a.half and a.show:
            import random
            random.Random(a.show).shuffle(errs)
            for kind in ("FAR", "FP", "FN"):
                for e in [e for e in errs if e[0] == kind][:a.show]: print("   ", *e)
