// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Skift.Tests.Corelib;

/// <summary>Classes, interfaces, structs: layout, dispatch, casts, boxing.</summary>
internal static class ObjectChecks
{
    private interface IShape
    {
        int Area();

        string Describe() => "shape of " + Area();
    }

    private interface INamed
    {
        string Name { get; }
    }

    private class Square(int side) : IShape, INamed
    {
        public virtual int Area() => side * side;

        public string Name => "square";
    }

    private sealed class Big(int side) : Square(side)
    {
        public override int Area() => base.Area() * 100;
    }

    private sealed class Round : IShape
    {
        int IShape.Area() => 3;

        string IShape.Describe() => "round";
    }

    private struct Point(int x, int y) : IShape, IEquatable<Point>
    {
        public int X = x;
        public int Y = y;

        public readonly int Area() => X * Y;

        public readonly bool Equals(Point other) => X == other.X && Y == other.Y;
    }

    private struct Pair
    {
        public string? First;
        public int Second;
    }

    private abstract class Animal
    {
        public abstract Animal Self { get; }

        public virtual string Sound() => "none";
    }

    private sealed class Cat : Animal
    {
        public override Cat Self => this;

        public override string Sound() => "meow";
    }

    private interface ICounter
    {
        void Add();

        int Count { get; }
    }

    private struct Counter : ICounter
    {
        private int _count;

        public void Add() => _count++;

        public readonly int Count => _count;
    }

    private enum Color : byte
    {
        Red = 1,
        Green = 2,
    }

    private record Person(string Name, int Age);

    private record struct Size(int Width, int Height);

    private interface IStatic<TSelf>
        where TSelf : IStatic<TSelf>
    {
        static abstract TSelf Make(int value);

        static virtual string Kind => "default";

        int Value { get; }
    }

    private readonly struct First(int value) : IStatic<First>
    {
        public static First Make(int value) => new(value + 1);

        public int Value => value;
    }

    private sealed class Second(int value) : IStatic<Second>
    {
        public static Second Make(int value) => new(value * 2);

        static string IStatic<Second>.Kind => "second";

        public int Value => value;
    }

    public static void Run(Check check)
    {
        Dispatch(check);
        Casts(check);
        Boxing(check);
        Records(check);
        StaticAbstract(check);
    }

    private static void Dispatch(Check check)
    {
        IShape[] shapes = [new Square(2), new Big(2), new Round(), new Point(3, 4)];
        int sum = 0;
        string text = "";
        for (int turn = 0; turn < 3; turn++)
        {
            foreach (IShape shape in shapes)
            {
                sum += shape.Area();
                text += shape.Describe() + ";";
            }
        }
        check.Equal("polymorphic call site", sum, 3 * (4 + 400 + 3 + 12));
        check.Equal("default methods", text.Length, 3 * "shape of 4;shape of 400;round;shape of 12;".Length);
        check.Equal("interface property", ((INamed)shapes[1]).Name, "square");
        Animal animal = new Cat();
        check.Equal("virtual", animal.Sound(), "meow");
        check.True("covariant return", animal.Self is Cat);
        check.Equal("base call", new Big(3).Area(), 900);
        check.Equal("struct constrained call", Total(new Point(5, 6)), 30);
        Counter counter = default;
        Bump(ref counter);
        check.Equal("constrained call changes the struct", counter.Count, 1);
        ICounter boxed = counter;
        boxed.Add();
        check.Equal("a box is a copy", counter.Count * 10 + boxed.Count, 12);
        check.Equal("many types at one site", ManyTypes(), 10 * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8));
        check.Throws<NullReferenceException>("interface call on null", () => Null<IShape>()!.Area());
        check.Throws<NullReferenceException>("virtual call on null", () => Null<Animal>()!.Sound());
        check.Equal("array as a list", SumOf(new[] { 1, 2, 3 }), 6);
        check.Equal("array as read-only list", ((IReadOnlyList<string>)new[] { "a", "b" })[1], "b");
        check.True("array as object list", new[] { "x" } is IList<object>);
    }

    private static T? Null<T>()
        where T : class => null;

    private static int SumOf(IEnumerable<int> items)
    {
        int sum = 0;
        foreach (int item in items)
            sum += item;
        return sum;
    }

    private static int Total<T>(T shape)
        where T : IShape => shape.Area();

    private static void Bump<T>(ref T counter)
        where T : ICounter => counter.Add();

    private interface INumber
    {
        int Get();
    }

    private sealed class N<T>(int value) : INumber
    {
        public int Get() => value + (default(T) == null ? 0 : 0);
    }

    private static int ManyTypes()
    {
        INumber[] all =
        [
            new N<int>(1), new N<long>(2), new N<byte>(3), new N<string>(4), new N<object>(5), new N<int[]>(6), new N<char>(7), new N<double>(8),
        ];
        int sum = 0;
        for (int i = 0; i < 10 * all.Length; i++)
            sum += all[i % all.Length].Get();
        return sum;
    }

    private delegate T Source<out T>();

    private delegate void NeverMade();

    // The message is left out: .NET names nested types in it in a way of its own.
    private static bool IsRefused()
    {
        try
        {
            _ = (NeverMade)MakeSource();
            return false;
        }
        catch (InvalidCastException)
        {
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object MakeSource() => new Source<string>(static () => "s");

    private static void Casts(Check check)
    {
        object cat = new Cat();
        object big = new Big(1);
        check.True("is class", cat is Animal);
        check.False("is other class", cat is Square);
        check.True("is base", big is Square);
        check.True("is interface", big is INamed);
        check.False("is not interface", cat is INamed);
        check.True("as null", cat as Square == null);
        check.True("bad cast to class", Fails(() => _ = ((Square)cat).Area()));
        check.True("bad cast to interface", Fails(() => _ = ((INamed)cat).Name));
        object strings = new[] { "a" };
        check.True("string[] is object[]", strings is object[]);
        check.True("string[] is IEnumerable<object>", strings is IEnumerable<object>);
        check.False("string[] is int[]", strings is int[]);
        object ints = new[] { 1 };
        check.False("int[] is object[]", ints is object[]);
        check.True("int[] is uint[] to the runtime", ints is uint[]);
        check.False("int[] is long[]", ints is long[]);
        check.True("Color[] is byte[]", (object)new Color[1] is byte[]);
        object jagged = new string[1][];
        check.True("string[][] is object[][]", jagged is object[][]);
        check.True("string[][] is IList<object>[]", jagged is IEnumerable<object>[]);
        check.True("string[][] is Array[]", jagged is Array[]);
        object matrix = new string[1, 1];
        check.True("string[,] is object[,]", matrix is object[,]);
        check.False("string[,] is object[]", matrix is object[]);
        check.True("string[,] is Array", matrix is Array);
        Func<object, string> wide = static o => "w" + o;
        object function = wide;
        Func<string, object> other = static s => s;
        check.Equal("delegate of the other type", other("o"), "o");
        check.True("delegate variance", function is Func<string, object>);
        check.False("delegate variance the wrong way", function is Func<object, int>);
        check.Equal("a call through it", ((Source<object>)MakeSource())(), "s");
        check.False("a delegate type that nobody makes", MakeSource() is NeverMade);
        check.True("a cast to it", IsRefused());
        IEnumerable<object> items = new List<string> { "q" };
        foreach (object item in items)
            check.Equal("covariant enumeration", item, "q");
        IComparer<object> objects = Comparer<object>.Create(static (a, b) => 7);
        IComparer<string> narrow = objects;
        check.Equal("contravariant call", narrow.Compare("a", "b"), 7);
        object[] array = new string[1];
        check.Throws<ArrayTypeMismatchException>("array store", () => array[0] = 1);
        check.Throws<ArrayTypeMismatchException>("array element reference", () => Set(ref array[0]));
        array[0] = "fine";
        check.Equal("array store of the right type", array[0], "fine");
        array[0] = null!;
        check.True("array store of null", array[0] == null);
    }

    // Runtimes name nested types differently in this message.
    private static bool Fails(Action cast)
    {
        try
        {
            cast();
        }
        catch (InvalidCastException)
        {
            return true;
        }
        return false;
    }

    private static void Set(ref object item) => item = 1;

    private static void Boxing(Check check)
    {
        object five = 5;
        check.Equal("unbox", (int)five, 5);
        check.Throws<InvalidCastException>("unbox to another type", () => _ = (long)five);
        check.Throws<NullReferenceException>("unbox null", () => _ = (int)Null<object>()!);
        object green = Color.Green;
        check.Equal("unbox enum as its number", (byte)green, (byte)2);
        check.Equal("unbox number as enum", (Color)(object)(byte)1, Color.Red);
        check.True("enum box equals", green.Equals(Color.Green));
        check.False("enum box does not equal its number", green.Equals((byte)2));
        int? none = null;
        int? some = 3;
        check.True("empty nullable boxes to null", (object?)none == null);
        check.Equal("nullable boxes to its value", ((object)some!).ToString(), "3");
        check.Equal("unbox to nullable", ((int?)five)!.Value, 5);
        check.False("unbox null to nullable", ((int?)Null<object>()).HasValue);
        check.Throws<InvalidCastException>("unbox to a wrong nullable", () => _ = (long?)five);
        check.Throws<InvalidOperationException>("value of nothing", () => _ = none!.Value);
        check.True("is int?", five is int? && five is int);
        Pair pair = new() { First = "a", Second = 1 };
        object boxedPair = pair;
        check.True("struct equality by fields", boxedPair.Equals(new Pair { First = new string('a', 1), Second = 1 }));
        check.False("struct inequality", boxedPair.Equals(new Pair { First = "a", Second = 2 }));
        check.True("plain struct equality", new Point(1, 2).Equals((object)new Point(1, 2)));
        check.True("equal structs hash alike", new Pair { First = "a", Second = 1 }.GetHashCode() == pair.GetHashCode());
        check.True("floats: NaN equals NaN as objects", double.NaN.Equals((object)double.NaN));
    }

    private static void Records(Check check)
    {
        Person ann = new("Ann", 30);
        check.Equal("record equality", ann == new Person("Ann", 30), true);
        check.False("record inequality", ann == ann with { Age = 31 });
        check.Equal("with", (ann with { Name = "Bob" }).Name, "Bob");
        check.Equal("record text", ann.ToString(), "Person { Name = Ann, Age = 30 }");
        (string name, int age) = ann;
        check.Equal("deconstruction", name + age, "Ann30");
        check.True("record struct equality", new Size(1, 2) == new Size(1, 2));
        check.Equal("record struct text", new Size(1, 2).ToString(), "Size { Width = 1, Height = 2 }");
        check.True("tuple equality", (1, "a") == (1, "a"));
        check.Equal("tuple text", (1, "a", 2.5).ToString(), "(1, a, 2.5)");
        check.Equal("long tuple", (1, 2, 3, 4, 5, 6, 7, 8, 9).ToString(), "(1, 2, 3, 4, 5, 6, 7, 8, 9)");
        check.Equal("item of a long tuple", (1, 2, 3, 4, 5, 6, 7, 8, 9).Item9, 9);
        check.True("tuple order", (1, "b").CompareTo((1, "a")) > 0);
    }

    private static void StaticAbstract(Check check)
    {
        check.Equal("static abstract of a struct", Make<First>(5), "6default");
        check.Equal("static abstract of a class", Make<Second>(5), "10second");
    }

    private static string Make<T>(int value)
        where T : IStatic<T> => T.Make(value).Value + T.Kind;
}
