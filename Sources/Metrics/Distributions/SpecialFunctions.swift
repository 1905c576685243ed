import Foundation

/// Building blocks of the distributions. Arguments are assumed to be in their domain; the distributions check.
enum SpecialFunctions {
    /// ln Γ(x), x > 0. By Stirling's series above 10, by the recurrence below (the C library's `lgamma` writes a
    /// global, which threads must not share).
    static func logGamma(_ x: Double) -> Double {
        if x == 1 || x == 2 { return 0 }
        if (x - 1).magnitude < 0.2 { return logGammaNearOne(x - 1) }
        if (x - 2).magnitude < 0.2 { return log1p(x - 2) + logGammaNearOne(x - 2) }
        var z = x
        var product = 1.0
        while z < 10 {
            product *= z
            z += 1
        }
        let base = (z - 0.5) * log(z) - z + 0.918_938_533_204_672_741_8 + stirlingError(z)
        return base - log(product)
    }

    /// ln Γ(1 + e) = −γe + Σ ζ(k)(−e)ᵏ/k for small e, free of the cancellation near the zeros at 1 and 2.
    private static func logGammaNearOne(_ e: Double) -> Double {
        // ln Γ(1+e) = −ln(1+e) + e(1−γ) + Σ_{k≥2} (ζ(k)−1)(−e)^k / k   (Abramowitz & Stegun 6.1.33)
        var sum = -log1p(e) + e * 0.422_784_335_098_467_139_4
        var power = e * e
        for (index, zeta) in zetaMinusOne.enumerated() {
            sum += zeta * power / Double(index + 2)
            power *= -e
        }
        return sum
    }

    /// ζ(k) − 1 for k = 2 … 23.
    private static let zetaMinusOne: [Double] = [
        0.644_934_066_848_226_436_47, 0.202_056_903_159_594_285_40, 0.082_323_233_711_138_191_516,
        0.036_927_755_143_369_926_331, 0.017_343_061_984_449_139_714, 0.008_349_277_381_922_826_839_8,
        0.004_077_356_197_944_339_378_7, 0.002_008_392_826_082_214_417_9, 0.000_994_575_127_818_085_337_1,
        0.000_494_188_604_119_464_558_70, 0.000_246_086_553_308_048_298_64, 0.000_122_713_347_578_489_146_75,
        6.124_813_505_870_482_925_9e-05, 3.058_823_630_702_049_355_2e-05, 1.528_225_940_865_187_173_3e-05,
        7.637_197_637_899_762_273_6e-06, 3.817_293_264_999_839_856_5e-06, 1.908_212_716_553_938_925_7e-06,
        9.539_620_338_727_961_131_5e-07, 4.769_329_867_878_064_631_2e-07, 2.384_505_027_277_329_900_0e-07,
        1.192_199_259_653_110_730_7e-07,
    ]

    /// ln Γ(z) − (z − ½) ln z + z − ½ ln 2π, z > 0.
    static func stirlingError(_ z: Double) -> Double {
        guard z >= 10 else {
            return logGamma(z) - ((z - 0.5) * log(z) - z + 0.918_938_533_204_672_741_8)
        }
        let w = 1 / (z * z)
        return
            (1.0 / 12 - w
            * (1.0 / 360 - w
                * (1.0 / 1260 - w
                    * (1.0 / 1680 - w
                        * (1.0 / 1188
                            - w * (691.0 / 360_360 - w * (1.0 / 156 - w * 3617.0 / 122_400)))))))
            / z
    }

    /// ψ(x), the derivative of ln Γ, x > 0.
    static func digamma(_ x: Double) -> Double {
        var z = x
        var shift = 0.0
        while z < 10 {
            shift += 1 / z
            z += 1
        }
        let w = 1 / (z * z)
        let series =
            w
            * (1.0 / 12 - w
                * (1.0 / 120 - w
                    * (1.0 / 252 - w
                        * (1.0 / 240 - w
                            * (1.0 / 132
                                - w * (691.0 / 32_760 - w / 12))))))
        return log(z) - 0.5 / z - series - shift
    }

    /// ψ′(x), x > 0.
    static func trigamma(_ x: Double) -> Double {
        var z = x
        var shift = 0.0
        while z < 15 {
            shift += 1 / (z * z)
            z += 1
        }
        let w = 1 / (z * z)
        let series =
            w
            * (1.0 / 6 - w
                * (1.0 / 30 - w
                    * (1.0 / 42 - w
                        * (1.0 / 30 - w
                            * (5.0 / 66
                                - w * (691.0 / 2730 - w * 7 / 6))))))
        return 1 / z + 0.5 * w + series / z + shift
    }

    /// x ln(x/m) + m − x ≥ 0 without cancellation when x is near m (Loader 2000).
    static func deviance(_ x: Double, _ m: Double) -> Double {
        if x == 0 { return m }
        let delta = x - m
        if delta.magnitude < 0.1 * (x + m) {
            let v = delta / (x + m)
            var sum = delta * v
            var term = 2 * x * v
            let v2 = v * v
            for j in 1..<1000 {
                term *= v2
                let next = sum + term / Double(2 * j + 1)
                if next == sum { break }
                sum = next
            }
            return sum
        }
        return x * log(x / m) + m - x
    }

    /// e^−x xᵃ / Γ(a + 1), as a logarithm.
    static func logPoissonTerm(_ a: Double, _ x: Double) -> Double {
        if a < 10 { return a * log(x) - x - logGamma(a + 1) }
        return -deviance(a, x) - stirlingError(a) - 0.5 * log(2 * .pi * a)
    }

    /// Regularised incomplete gamma functions P(a, x) and Q(a, x) as natural logarithms; a > 0, x > 0.
    static func logIncompleteGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
        let term = logPoissonTerm(a, x)
        if x < a + 1 {
            var sum = 1.0
            var part = 1.0
            var n = a
            for _ in 0..<2_000_000 {
                n += 1
                part *= x / n
                sum += part
                if part < sum * 1e-17 { break }
            }
            let lower = min(term + log(sum), 0)
            return (lower, logOneMinusExp(lower))
        }
        // Q(a,x) = xᵃ e^−x / Γ(a) · 1/(x+1−a− 1(1−a)/(x+3−a− …)); Γ(a) = Γ(a+1)/a.
        var b = x + 1 - a
        var c = 1 / 1e-300
        var d = 1 / b
        var h = d
        for i in 1..<2_000_000 {
            let an = -Double(i) * (Double(i) - a)
            b += 2
            d = an * d + b
            if d.magnitude < 1e-300 { d = 1e-300 }
            c = b + an / c
            if c.magnitude < 1e-300 { c = 1e-300 }
            d = 1 / d
            let delta = d * c
            h *= delta
            if (delta - 1).magnitude < 1e-16 { break }
        }
        let upper = min(term + log(a) + log(h), 0)
        return (logOneMinusExp(upper), upper)
    }

    /// ln of xᵃ yᵇ / B(a, b), y = 1 − x, without cancellation for large a and b.
    static func logBetaTerm(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        if a < 10 || b < 10 {
            return a * log(x) + b * log(y) - logBeta(a, b)
        }
        let n = a + b
        return -deviance(a, n * x) - deviance(b, n * y) + stirlingError(n) - stirlingError(a)
            - stirlingError(b)
            + 0.5 * log(a / n * b / (2 * .pi))
    }

    /// ln B(a, b), a and b > 0.
    static func logBeta(_ a: Double, _ b: Double) -> Double {
        let small = min(a, b)
        let large = max(a, b)
        if small >= 10 {
            return 0.918_938_533_204_672_741_8 - 0.5 * log(large) + stirlingError(small)
                + stirlingError(large)
                - stirlingError(a + b) - (small - 0.5) * log1p(large / small) - large * log1p(small / large)
        }
        if large >= 10 {
            // ln Γ(large) − ln Γ(large + small), free of the difference of two large numbers.
            let difference =
                stirlingError(large) - stirlingError(a + b) - (large - 0.5) * log1p(small / large)
                - small * log(a + b) + small
            return logGamma(small) + difference
        }
        return logGamma(a) + logGamma(b) - logGamma(a + b)
    }

    /// Regularised incomplete beta I_x(a, b) and its complement as natural logarithms; x + y = 1, both > 0.
    static func logIncompleteBeta(
        _ a: Double, _ b: Double, x: Double, y: Double
    ) -> (lower: Double, upper: Double) {
        if x > (a + 1) / (a + b + 2) {
            let mirrored = logIncompleteBeta(tail: b, a, x: y, y: x)
            return (logOneMinusExp(mirrored), mirrored)
        }
        let lower = logIncompleteBeta(tail: a, b, x: x, y: y)
        return (lower, logOneMinusExp(lower))
    }

    /// The continued fraction (DLMF 8.17.22) by Lentz's method, for x below the mean.
    private static func logIncompleteBeta(tail a: Double, _ b: Double, x: Double, y: Double) -> Double {
        let sum = a + b
        var c = 1.0
        var d = 1 - sum * x / (a + 1)
        if d.magnitude < 1e-300 { d = 1e-300 }
        d = 1 / d
        var h = d
        for index in 1..<1_000_000 {
            let m = Double(index)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + even * d
            if d.magnitude < 1e-300 { d = 1e-300 }
            c = 1 + even / c
            if c.magnitude < 1e-300 { c = 1e-300 }
            d = 1 / d
            h *= d * c
            let odd = -(a + m) * (sum + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + odd * d
            if d.magnitude < 1e-300 { d = 1e-300 }
            c = 1 + odd / c
            if c.magnitude < 1e-300 { c = 1e-300 }
            d = 1 / d
            let delta = d * c
            h *= delta
            if (delta - 1).magnitude < 1e-16 { break }
        }
        return min(logBetaTerm(a, b, x, y) + log(h) - log(a), 0)
    }

    /// ln(1 − eᵛ) for v ≤ 0.
    static func logOneMinusExp(_ v: Double) -> Double {
        v > -0.693 ? log(-expm1(v)) : log1p(-exp(v))
    }

    /// 1 / (1 + e^−v) without overflow.
    @inline(__always)
    static func logistic(_ v: Double) -> Double {
        if v >= 0 { return 1 / (1 + exp(-v)) }
        let e = exp(v)
        return e / (1 + e)
    }

    /// ln(1 + eᵛ) without overflow.
    @inline(__always)
    static func softplus(_ v: Double) -> Double {
        v > 0 ? v + log1p(exp(-v)) : log1p(exp(v))
    }
}
