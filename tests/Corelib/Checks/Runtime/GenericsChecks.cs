// SPDX-License-Identifier: MIT
using System;
using System.Collections;
using System.Collections.Generic;

namespace Skift.Tests.Corelib;

/// <summary>Generic code, shared and specialized; iterators, delegates, lambdas.</summary>
internal static class GenericsChecks
{
    private class Box<T>(T value)
    {
        private static int s_made;

        public static string Name = "box of " + typeof(T).Name;

        public T Value { get; } = value;

        public int Count() => ++s_made;

        public bool Holds<TOther>() => Value is TOther;

        public T[] Twice() => [Value, Value];

        public Func<T> Getter() => () => Value;

        public static bool IsSame<TOther>() => typeof(T) == typeof(TOther);
    }

    private sealed class Node<T> : IEnumerable<T>
    {
        public required T Item { get; init; }

        public Node<T>? Next { get; init; }

        public IEnumerator<T> GetEnumerator()
        {
            for (Node<T>? node = this; node != null; node = node.Next)
                yield return node.Item;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private struct Wide<T>
    {
        public T A;
        public T B;
        public int C;
    }

    private interface ISource<out T>
    {
        T Get();
    }

    private interface ISink<in T>
    {
        string Put(T item);
    }

    private sealed class Source(string text) : ISource<string>, ISink<object>
    {
        public string Get() => text;

        public string Put(object item) => "got " + item;
    }

    public static void Run(Check check)
    {
        check.Equal("shared static per type: string", new Box<string>("a").Count() * 10 + new Box<string>("b").Count(), 12);
        check.Equal("shared static per type: object", new Box<object>("a").Count(), 1);
        check.Equal("static of a value type", new Box<int>(1).Count(), 1);
        check.Equal("static name", Box<string>.Name + "," + Box<int>.Name, "box of String,box of Int32");
        check.True("is T", new Box<object>("text").Holds<string>());
        check.False("is not T", new Box<object>(1).Holds<string>());
        check.True("typeof equality", Box<int>.IsSame<int>());
        check.False("typeof inequality", Box<string>.IsSame<object>());
        check.Equal("new T[]", new Box<string>("z").Twice()[1], "z");
        check.Equal("nested instantiation", Wrap(Wrap(new Box<string>("deep"))).Value.Value.Value, "deep");
        check.Equal("lambda over T", new Box<string>("lambda").Getter()(), "lambda");
        Node<string> list = new() { Item = "a", Next = new Node<string> { Item = "b", Next = new Node<string> { Item = "c" } } };
        check.Equal("iterator", string.Concat(list), "abc");
        check.Sequence("iterator with try", Guarded(), 1, 2, 3);
        check.Equal("the iterator's finally ran", s_finished, 1);
        foreach (int item in Guarded())
        {
            if (item == 2)
                break;
        }
        check.Equal("leaving a loop runs the iterator's finally", s_finished, 2);
        Wide<string>[] wide = new Wide<string>[3];
        wide[1] = new Wide<string> { A = "x", B = "y", C = 4 };
        check.Equal("generic struct array", wide[1].A + wide[1].B + wide[1].C, "xy4");
        ISource<object> source = new Source("covariant");
        check.Equal("covariant interface", source.Get(), "covariant");
        ISink<string> sink = new Source("");
        check.Equal("contravariant interface", sink.Put("it"), "got it");
        check.Equal("default of a reference", Default<string>() ?? "null", "null");
        check.Equal("default of a struct", Default<int>(), 0);
        check.Equal("swap", Swap("l", "r"), "rl");
        check.Equal("max by constraint", Max(3, 9, 4), 9);
        check.Equal("max of strings", Max("b", "c", "a"), "c");
        check.Equal("generic method over a generic", Describe(new List<Box<int>> { new(4) }), "1:4");
        Delegates(check);
        Closures(check);
    }

    private static Box<Box<T>> Wrap<T>(Box<T> box) => new(box);

    private static int s_finished;

    private static IEnumerable<int> Guarded()
    {
        try
        {
            yield return 1;
            yield return 2;
            yield return 3;
        }
        finally
        {
            s_finished++;
        }
    }

    private static T? Default<T>() => default;

    private static string Swap<T>(T left, T right)
    {
        (left, right) = (right, left);
        return "" + left + right;
    }

    private static T Max<T>(params T[] items)
        where T : IComparable<T>
    {
        T best = items[0];
        foreach (T item in items)
            best = item.CompareTo(best) > 0 ? item : best;
        return best;
    }

    private static string Describe<T>(List<Box<T>> items) => items.Count + ":" + items[0].Value;

    private class Target(string name)
    {
        public string Name => name;

        public string Call(string argument) => name + argument;

        public virtual string Virtual() => "virtual " + name;
    }

    private static string Static(string text) => "static " + text;

    private static string Extension(this Target target, string text) => target.Name + "+" + text;

    private delegate void Change(ref int value);

    private static void Delegates(Check check)
    {
        Target target = new("t");
        Func<string, string> instance = target.Call;
        Func<string, string> open = Static;
        Func<string, string> closed = target.Extension;
        Func<string> virtualCall = target.Virtual;
        check.Equal("instance delegate", instance("1"), "t1");
        check.Equal("static delegate", open("2"), "static 2");
        check.Equal("closed static delegate", closed("3"), "t+3");
        check.Equal("virtual delegate", virtualCall(), "virtual t");
        Func<IEnumerator<int>> interfaceCall = ((IEnumerable<int>)new[] { 4, 5 }).GetEnumerator;
        IEnumerator<int> enumerator = interfaceCall();
        enumerator.MoveNext();
        check.Equal("interface delegate", enumerator.Current, 4);
        check.True("delegate equality", instance == target.Call);
        check.False("delegate inequality", instance == new Target("t").Call);
        check.True("static delegate equality", open == Static);
        check.Equal("target", instance.Target == target, true);
        check.True("equal delegates hash alike", instance.GetHashCode() == ((Func<string, string>)target.Call).GetHashCode());

        string log = "";
        Action<string> a = s => log += "a" + s;
        Action<string> b = s => log += "b" + s;
        Action<string> both = a + b + a;
        both("1");
        check.Equal("multicast", log, "a1b1a1");
        log = "";
        ((both - a)!)("2");
        check.Equal("remove takes the last", log, "a2b2");
        log = "";
        ((both - (a + b))!)("3");
        check.Equal("remove a list", log, "a3");
        check.True("remove all", Delegate.RemoveAll(both, a) == (Delegate)b);
        check.True("remove to nothing", a - a == null);
        check.Equal("invocation list", both.GetInvocationList().Length, 3);
        check.True("multicast equality", a + b == a + b);
        Change add = static (ref int value) => value += 2;
        Change twice = add + ((ref int value) => value *= 3);
        int number = 1;
        twice(ref number);
        check.Equal("multicast by reference", number, 9);
        Func<int> results = () => 1;
        results += () => 2;
        check.Equal("multicast answers the last result", results(), 2);
        check.Throws<ArgumentException>("combining different types", () => Delegate.Combine(a, results));
    }

    private static void Closures(Check check)
    {
        List<Func<int>> functions = [];
        for (int i = 0; i < 3; i++)
        {
            int copy = i;
            functions.Add(() => copy * copy++);
        }
        int sum = 0;
        foreach (Func<int> function in functions)
            sum += function() + function();
        check.Equal("closures have their own variables", sum, 0 + 1 * 1 + 2 * 2 + 0 * 0 + 1 + (2 * 2) + (3 * 3) + 0 - 0);
        int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
        check.Equal("local recursion", Fibonacci(15), 610);
        Func<int, Func<int, int>> curry = x => y => x * 10 + y;
        check.Equal("nested closures", curry(4)(2), 42);
        int counter = 0;
        Action step = () => counter++;
        step += step;
        step();
        check.Equal("captured variable", counter, 2);
    }
}
