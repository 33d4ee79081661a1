// SPDX-License-Identifier: MIT

namespace Skift.Tests.Corelib;

internal static class CustomFormatChecks
{
    internal static void Run(Check check)
    {
        string[] formats =
        [
            "0", "0.00", "#.##", "#,##0", "#,##0.00;(#,##0.00);zero", "00000", "0%", "0.0E+00", "0.###e0", "##,", "'lit'0\\0", "0x#", "#;neg #;null", "\"q\"0", "0.0 \u2030",
        ];
        double[] values = [0, 0.4, -0.4, 12.345, -12.345, 1234567.891, 1e-10, -1e20];
        foreach (string format in formats)
        {
            foreach (double value in values) check.Print($"{value}:{format}", value.ToString(format));
        }
        foreach (int value in new[] { 0, 5, -5, 12345 }) check.Print($"int {value}", value.ToString("#,#.0;<#>;-"));
    }
}
