<?php
$names = [1 => "Lamp", 2 => "Kettle", 3 => "Chair"];
$id = $_GET["id"] ?? "1";
if (!ctype_digit($id) || !isset($names[(int) $id])) {
    error_log("products: no such id");
    http_response_code(404);
    exit("No such product");
}
echo "<h1>" . $names[(int) $id] . "</h1>";
