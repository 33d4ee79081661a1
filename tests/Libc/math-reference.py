#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Writes math-reference.txt: results of functions of math.h and complex.h, computed with 500 bits by mpmath and rounded to the format.
#     python3 math-reference.py > math-reference.txt
# A line is the function, its format (d, f or l), and numbers as MANTISSA:EXPONENT: arguments, "=", results. Bessel functions of order n have it in their name.
import random
import mpmath as mp

mp.mp.prec = 500
random.seed(4)
FORMATS = {"d": (53, -1022, 1023), "f": (24, -126, 127), "l": (64, -16382, 16383)}
COMPLEX = "acos asin atan acosh asinh atanh cos sin tan cosh sinh tanh exp log sqrt".split()


def rounded(value, precision):
    return mp.make_mpf(mp.libmp.mpf_pos(mp.mpf(value)._mpf_, precision, "n"))


def round_to(value, form):
    precision, smallest, _ = FORMATS[form]
    value = mp.mpf(value)
    if value == 0:
        return value
    below = smallest - (mp.mag(value) - 1)
    if below <= 0:
        return rounded(value, precision)
    unit = mp.mpf(2) ** (smallest - precision + 1)
    return mp.nint(value / unit) * unit


def show(value):
    sign, mantissa, exponent, _ = mp.mpf(value)._mpf_
    return "%s%d:%d" % ("-" if sign else "", mantissa, exponent)


def uniform(low, high):
    return low + (high - low) * mp.mpf(random.getrandbits(80)) / 2**80


def spread(low, high):
    return mp.mpf(2) ** uniform(low, high) * random.choice([1, -1])


def write(name, form, arguments, results):
    if all(abs(mp.mpf(r)) < mp.mpf(2) ** FORMATS[form][2] for r in results):
        print(name, form, *map(show, arguments), "=", *[show(round_to(r, form)) for r in results])


def log_gamma(x):
    return mp.log(abs(mp.gamma(x)))


def one(name, form, function, x):
    x = rounded(x, FORMATS[form][0])
    write(name, form, [x], [function(x)])


for form in "dfl":
    for _ in range(25):
        for x in (uniform(-7, 7), spread(-60, 3), uniform(5, 27)):
            one("erf", form, mp.erf, x)
            one("erfc", form, mp.erfc, x)
        for x in (uniform(-20, 30), spread(-60, 4), uniform(30, 170), uniform(-170, -10), 1 + spread(-50, -1), 2 + spread(-50, -1)):
            one("tgamma", form, mp.gamma, x)
            one("lgamma", form, log_gamma, x)
        if form == "l":
            one("erfc", form, mp.erfc, uniform(20, 106))
            one("tgamma", form, mp.gamma, uniform(170, 1755))
            one("tgamma", form, mp.gamma, uniform(-1755, -170))
        one("lgamma", form, log_gamma, abs(spread(5, 100)))
    for index in range(25 if form != "l" else 0):
        for kind, function, zero in (("j", mp.besselj, mp.besseljzero), ("y", mp.bessely, mp.besselyzero)):
            for n in (0, 1):
                for x in (zero(n, index + 1), uniform(0, 44), uniform(44, 200), abs(spread(-60, 5)), abs(spread(6, 20))):
                    one("%s%d" % (kind, n), form, lambda x: function(n, x), x)
            for x in (uniform(0, 44), uniform(40, 200), abs(spread(-3, 9))):
                n = random.randint(-60, 120)
                one("%sn%d" % (kind, n), form, lambda x: function(n, x), x)
    for _ in range(12):
        for name in COMPLEX:
            big = 6 if name in ("cos", "sin", "tan", "cosh", "sinh", "tanh", "exp") else 60
            turn = uniform(0, 6)
            points = [(uniform(-3, 3), uniform(-3, 3)), (spread(-40, 3), spread(-40, 3)), (spread(-10, big), spread(-10, big)), (mp.cos(turn), mp.sin(turn)),
                      (1 + spread(-50, -3), spread(-50, -3))]
            for x, y in points:
                x, y = (rounded(v, FORMATS[form][0]) for v in (x, y))
                value = mp.mpc(getattr(mp, name)(mp.mpc(x, y)))
                write("c" + name, form, [x, y], [value.real, value.imag])
        z = [rounded(uniform(-3, 3), FORMATS[form][0]) for _ in range(4)]
        value = mp.exp(mp.mpc(z[2], z[3]) * mp.log(mp.mpc(z[0], z[1])))
        write("cpow", form, z, [value.real, value.imag])
